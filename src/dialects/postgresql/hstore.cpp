#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/util/str_cat.hpp"

// HSTORE's values: an object of texts, written as "key"=>"value".
namespace cupel::postgresql {

namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Json read() {
    Json object = Json::object();
    skip_spaces();
    while (at_ < text_.size()) {
      const std::string key = word();
      skip_spaces();
      if (!text_.substr(at_).starts_with("=>")) fail();
      at_ += 2;
      skip_spaces();
      if (at_ < text_.size() && text_[at_] != '"' && iequals(text_.substr(at_, 4), "NULL")) {
        at_ += 4;
        object.set(key, Json());
      } else {
        object.set(key, Json(word()));
      }
      skip_spaces();
      if (at_ == text_.size()) break;
      if (text_[at_] != ',') fail();
      ++at_;
      skip_spaces();
    }
    return object;
  }

 private:
  [[noreturn]] void fail() const {
    throw DataError(str_cat("no hstore of PostgreSQL: ", quoted(text_), ", at place ", at_));
  }
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  std::string word() {
    if (at_ >= text_.size() || text_[at_] != '"') fail();
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        return out;
      }
      if (text_[at_] == '\\') ++at_;
      if (at_ < text_.size()) out += text_[at_];
    }
    fail();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

TypePtr HSTORE::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  return value.kind() == ValueKind::json ? self() : TypeEngine::coerce_compared_value(op, value);
}

IndexOperator HSTORE::index_operator() const {
  return {"->", make_ptr<Text>()};
}

Value HSTORE::bind_value(const Value& value) const {
  if (value.kind() != ValueKind::json) return value;
  const Json& object = value.json();
  if (!object.is_object()) {
    throw DataError(str_cat("HSTORE takes an object of texts, got ", value.repr()));
  }
  std::string out;
  for (const std::string& key : object.keys()) {
    if (!out.empty()) out += ", ";
    append_quoted(out, key);
    out += "=>";
    const Json member = object[key];
    if (member.is_null()) {
      out += "NULL";
    } else if (member.kind() == JsonKind::text) {
      append_quoted(out, member.as_string());
    } else {
      throw DataError(
          str_cat("HSTORE: the value of key ", quoted(key), " is no text; got ", member.dump()));
    }
  }
  return Value(out);
}

Value HSTORE::result_value(const Value& value) const {
  return value.kind() == ValueKind::text ? Value(Reader(value.text()).read()) : value;
}

std::string HSTORE::render_literal(const Value& value, const LiteralContext&) const {
  if (value.is_null()) return "NULL";
  throw CompileError(str_cat("values of the type HSTORE have no literal form: bind ", value.repr(),
                             ", or use postgresql::hstore(\"key\", \"value\")"));
}

TypePtr ARRAY::element_type() const {
  if (!options().dimensions || *options().dimensions == 1) return item_type();
  ArrayOptions inner = options();
  inner.dimensions = *inner.dimensions - 1;
  return make_ptr<ARRAY>(item_type(), inner);
}

std::string ARRAY::list_literal(const std::vector<std::string>& items,
                                const LiteralContext&) const {
  return str_cat("ARRAY[", join(items, ", "), "]");
}

void JSON::for_each_field(TypeFieldVisitor visit) const {
  cupel::JSON::for_each_field(visit);
  if (astext_type_) visit({.name = "astext_type", .value = {}, .type = astext_type_.get()});
}

}  // namespace cupel::postgresql
