#include "cupel/dialects/oracle/vector.hpp"

#include "cupel/sql/expression/extension_element.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/expression/operators.hpp"
#include "cupel/types/numeric_types.hpp"

namespace cupel::oracle {

namespace {

Expr<double> distance(std::string_view op, const SqlExpression& vector, Operand other) {
  const auto custom = make_ptr<CustomOperator>();
  custom->text = op;
  custom->return_type = make_ptr<Float>();
  return Expr<double>(cupel::detail::operate_custom(custom, vector.node(), std::move(other)));
}

/// Nothing to write: that it is there tells all.
class FetchApproximateMark final : public ExtensionClause {
 public:
  std::string_view construct_name() const noexcept override { return FetchApproximate::kPoint; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<FetchApproximateMark>(*this); }
};

}  // namespace

ElementPtr FetchApproximate::element() const {
  return make_ptr<FetchApproximateMark>();
}

std::string_view to_string(VectorDistanceType distance) noexcept {
  switch (distance) {
    case VectorDistanceType::euclidean:
      return "EUCLIDEAN";
    case VectorDistanceType::dot:
      return "DOT";
    case VectorDistanceType::cosine:
      return "COSINE";
    case VectorDistanceType::manhattan:
      return "MANHATTAN";
  }
  return {};
}

DialectArgument vector_index(const VectorIndexConfig& config) {
  return {"oracle_vector", OptionValue(Ptr<const RefCounted>(make_ptr<VectorIndexOption>(config)))};
}

Expr<double> l2_distance(const SqlExpression& vector, Operand other) {
  return distance("<->", vector, std::move(other));
}

Expr<double> inner_product(const SqlExpression& vector, Operand other) {
  return distance("<#>", vector, std::move(other));
}

Expr<double> cosine_distance(const SqlExpression& vector, Operand other) {
  return distance("<=>", vector, std::move(other));
}

}  // namespace cupel::oracle
