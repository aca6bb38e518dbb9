#include "dialects/oracle/ddl_compiler.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::oracle {

namespace {

const bool kOptionsDeclared = [] {
  const auto declare = [](OptionTarget target, const std::vector<std::string_view>& names) {
    declare_dialect_options("oracle", target, names);
  };
  declare(OptionTarget::table, {"resolve_synonyms", "on_commit", "compress", "tablespace"});
  declare(OptionTarget::index, {"bitmap", "compress", "vector"});
  declare(OptionTarget::sequence, {"order", "on_null"});
  return true;
}();

const OptionValue* option(const DialectOptions& options, std::string_view name) {
  const OptionValue* value = options.find("oracle", name);
  return value && value->truthy() ? value : nullptr;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Words that go into the statement as they are.
const std::string& words(const OptionValue& value, std::string_view name) {
  const std::string* text = value.text();
  const bool plain = text && std::all_of(text->begin(), text->end(),
                                         [](char c) { return is_word_character(c) || c == ' '; });
  if (!plain) {
    throw CompileError(str_cat("option oracle_", name, " takes words, or true; got ",
                               text ? quoted(*text) : std::string("a value of another kind")));
  }
  return *text;
}

std::string vector_clause(const VectorIndexConfig& config) {
  const bool hnsw = config.index_type == VectorIndexType::hnsw;
  std::string out =
      hnsw ? "ORGANIZATION INMEMORY NEIGHBOR GRAPH" : "ORGANIZATION NEIGHBOR PARTITIONS";
  if (config.distance) str_append(out, " DISTANCE ", to_string(*config.distance));
  if (config.accuracy) str_append(out, " WITH TARGET ACCURACY ", *config.accuracy);
  str_append(out, " PARAMETERS (type ", hnsw ? "HNSW" : "IVF");
  const auto parameter = [&out](std::string_view name, const std::optional<int>& value) {
    if (value) str_append(out, ", ", name, " ", *value);
  };
  if (hnsw) {
    parameter("neighbors", config.hnsw_neighbors);
    parameter("efconstruction", config.hnsw_efconstruction);
  } else {
    parameter("neighbor partitions", config.ivf_neighbor_partitions);
    parameter("sample_per_partition", config.ivf_sample_per_partition);
    parameter("min_vectors_per_partition", config.ivf_min_vectors_per_partition);
  }
  out += ')';
  if (config.parallel) str_append(out, " PARALLEL ", *config.parallel);
  return out;
}

}  // namespace

std::string OracleDdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  const DialectOptions& options = e.index.dialect_options();
  const OptionValue* vector = option(options, "vector");
  std::string out =
      str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "",
              option(options, "bitmap") ? "BITMAP " : "", vector ? "VECTOR " : "", "INDEX ",
              prepared_index_name(e.index, true), " ON ", table_name(*e.table), " (");
  out += join(e.index.expressions(), ", ", [&](const ClauseElement* x) { return inline_sql(*x); });
  out += ')';
  if (const OptionValue* compress = option(options, "compress")) {
    out += " COMPRESS";
    if (compress->integer()) str_append(out, " ", *compress->integer());
  }
  if (vector) {
    const auto* config = dynamic_cast<const VectorIndexOption*>(vector->object());
    str_append(out, " ", vector_clause(config ? config->config : VectorIndexConfig()));
  }
  return out;
}

std::string OracleDdlCompiler::visit_drop_table_comment(const DropTableCommentNode& e) {
  return str_cat("COMMENT ON TABLE ", table_name(*e.table), " IS ''");
}

std::string OracleDdlCompiler::post_create_table(const SchemaTable& table) {
  const DialectOptions& options = table.dialect_options();
  std::string out;
  if (const OptionValue* on_commit = option(options, "on_commit")) {
    std::string action = to_upper(words(*on_commit, "on_commit"));
    std::replace(action.begin(), action.end(), '_', ' ');
    str_append(out, "\n ON COMMIT ", action);
  }
  if (const OptionValue* compress = option(options, "compress")) {
    out += "\n COMPRESS";
    if (compress->integer()) {
      str_append(out, " FOR ", *compress->integer());
    } else if (!compress->boolean()) {
      str_append(out, " FOR ", words(*compress, "compress"));
    }
  }
  if (const OptionValue* space = option(options, "tablespace"); space && space->text()) {
    str_append(out, "\n TABLESPACE ", preparer().quote(*space->text()));
  }
  return out;
}

std::string OracleDdlCompiler::sequence_options(const SequenceOptions& o) const {
  SequenceOptions rest = o;
  rest.nominvalue = rest.nomaxvalue = false;
  rest.cycle.reset();
  rest.cache.reset();
  std::vector<std::string> parts;
  if (std::string common = DdlCompiler::sequence_options(rest); !common.empty())
    parts.push_back(std::move(common));
  if (o.nominvalue) parts.emplace_back("NOMINVALUE");
  if (o.nomaxvalue) parts.emplace_back("NOMAXVALUE");
  if (o.cache) parts.push_back(str_cat("CACHE ", *o.cache));
  if (o.cycle) parts.emplace_back(*o.cycle ? "CYCLE" : "NOCYCLE");
  if (const OptionValue* order = o.dialect.find("oracle", "order"))
    parts.emplace_back(order->truthy() ? "ORDER" : "NOORDER");
  return join(parts, " ");
}

std::string OracleDdlCompiler::visit_computed(const Computed& e) {
  if (e.persisted().value_or(false)) {
    throw CompileError(
        "Oracle Database computed columns do not support 'stored' persistence; set the "
        "'persisted' flag to nothing or false for Oracle Database support");
  }
  return DdlCompiler::visit_computed(e);
}

std::string OracleDdlCompiler::visit_identity(const Identity& e) {
  std::string out =
      str_cat("GENERATED ", e.always() ? "ALWAYS" : "BY DEFAULT",
              option(e.options().dialect, "on_null") ? " ON NULL" : "", " AS IDENTITY");
  if (const std::string options = sequence_options(e.options()); !options.empty())
    str_append(out, " (", options, ")");
  return out;
}

std::string OracleDdlCompiler::foreign_key_cascades(const ForeignKeyConstraint& e) {
  if (!e.foreign_key_options().onupdate.empty()) {
    warn(
        "Oracle Database does not contain native UPDATE CASCADE functionality - onupdates will not "
        "be rendered for foreign keys.  Consider using deferrable, initially = \"deferred\" or "
        "triggers.");
  }
  const std::string& action = e.foreign_key_options().ondelete;
  if (action.empty()) return {};
  // Which actions there are, the server knows; here it is enough that no other clause begins.
  const bool plain = std::all_of(action.begin(), action.end(), [](char c) {
    return is_word_character(c) || c == ' ' || c == ',' || c == '(' || c == ')';
  });
  if (!plain)
    throw CompileError(str_cat("unexpected SQL phrase ", quoted(action), " for ON DELETE"));
  return str_cat(" ON DELETE ", action);
}

}  // namespace cupel::oracle
