#include "cupel/schema/sequence.hpp"

#include <utility>

#include "cupel/schema/defaults.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/text_clause.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

template <class Config>
SequenceOptions numbers_of(Config& c) {
  return {.start = c.start,
          .increment = c.increment,
          .minvalue = c.minvalue,
          .maxvalue = c.maxvalue,
          .nominvalue = c.nominvalue,
          .nomaxvalue = c.nomaxvalue,
          .cycle = c.cycle,
          .cache = c.cache,
          .dialect = std::move(c.dialect)};
}

}  // namespace

SequenceNode::SequenceNode(std::string_view name, SequenceConfig config)
    : name_(quoted_name(name, config.quote)),
      schema_(config.schema.value_or(std::string())),
      schema_given_(config.schema.has_value()),
      optional_(config.optional),
      data_type_(config.data_type ? config.data_type->get() : TypePtr()) {
  check_dialect_options(config.dialect, OptionTarget::sequence);
  options_ = numbers_of(config);
}

template class FieldsOf<NextValue, ColumnElement>;

SequenceNode::~SequenceNode() = default;

std::string SequenceNode::fullname() const {
  return MetaDataNode::table_key(name_.text(), schema_);
}

Sequence::Sequence(std::string_view name, SequenceConfig config)
    : node_(make_ptr<SequenceNode>(name, std::move(config))) {}

Sequence::Sequence(std::string_view name, const MetaData& metadata, SequenceConfig config) {
  auto node = make_ptr<SequenceNode>(name, std::move(config));
  if (!node->schema_given_) node->schema_ = metadata.schema();
  node->in_metadata_ = true;
  node_ = node;
  metadata.node().add_sequence(node_);
}

Sequence::Sequence(Ptr<const SequenceNode> node) : node_(std::move(node)) {}

Expr<Untyped> next_value(const Sequence& sequence) {
  return sequence.next_value();
}

Expr<Untyped> Sequence::next_value() const {
  return Expr<Untyped>(ColumnPtr(make_ptr<NextValue>(node_)));
}

NextValue::NextValue(Ptr<const SequenceNode> sequence)
    : FieldsBase(ElementKind::next_value,
                 sequence->data_type() ? sequence->data_type() : TypePtr(make_ptr<Integer>())),
      sequence_(std::move(sequence)) {}

bool NextValue::append_cache_key(KeyBuilder& key) const {
  // The cached entry keeps the statement, and with it the sequence: its address stays its own.
  key.word(static_cast<std::uint64_t>(ElementKind::next_value) + 1);
  key.address(sequence_.get());
  return true;
}

bool NextValue::compare_fields(const ClauseElement& other, CompareContext&) const {
  return static_cast<const NextValue&>(other).sequence_ == sequence_;
}

Identity::Identity(IdentityConfig config) : always_(config.always) {
  options_ = numbers_of(config);
}

Computed::Computed(std::string_view sql, std::optional<bool> persisted)
    : sqltext_(make_ptr<TextClause>(sql)), persisted_(persisted) {}
Computed::Computed(const SqlExpression& sql, std::optional<bool> persisted)
    : sqltext_(detached(sql.node())), persisted_(persisted) {}
Computed::Computed(const Computed&) = default;
Computed& Computed::operator=(const Computed&) = default;
Computed::~Computed() = default;

}  // namespace cupel
