#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <cupel/schema/dialect_options.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/util/ptr.hpp>

/// Similarity search: indexes on VECTOR columns, and the distances between vectors.
namespace cupel::oracle {

enum class VectorIndexType : std::uint8_t {
  hnsw,  ///< a graph of neighbours in memory
  ivf,   ///< partitions of neighbours
};
enum class VectorDistanceType : std::uint8_t { euclidean, dot, cosine, manhattan };

/// "EUCLIDEAN", "DOT", "COSINE", "MANHATTAN"
[[nodiscard]] std::string_view to_string(VectorDistanceType distance) noexcept;

/// How a vector index is built. What is not set is the server's choice.
struct VectorIndexConfig {
  VectorIndexType index_type = VectorIndexType::hnsw;
  std::optional<VectorDistanceType> distance = {};
  std::optional<int> accuracy = {};  ///< percent
  std::optional<int> hnsw_neighbors = {};
  std::optional<int> hnsw_efconstruction = {};
  std::optional<int> ivf_neighbor_partitions = {};
  std::optional<int> ivf_sample_per_partition = {};
  std::optional<int> ivf_min_vectors_per_partition = {};
  std::optional<int> parallel = {};
};

/// A VectorIndexConfig as the value of an option; see vector_index().
struct VectorIndexOption final : RefCounted {
  explicit VectorIndexOption(const VectorIndexConfig& c) : config(c) {}
  VectorIndexConfig config;
};

/// The option that makes an Index a vector index:
///
///     Index("ix_v", t.c["v"], {.dialect = {oracle::vector_index({.accuracy = 90})}})
[[nodiscard]] DialectArgument vector_index(const VectorIndexConfig& config = {});

/// Lets FETCH return nearly the best rows, by a vector index: FETCH APPROX FIRST.
///
///     select(t.c["id"]).order_by(l2_distance(t.c["v"], wanted)).fetch(5).ext(FetchApproximate())
class FetchApproximate {
 public:
  static constexpr std::string_view kPoint = "oracle_fetch_approximate";
  [[nodiscard]] std::string_view point() const noexcept { return kPoint; }
  [[nodiscard]] ElementPtr element() const;
};

/// `vector <-> other`: the Euclidean distance.
[[nodiscard]] Expr<double> l2_distance(const SqlExpression& vector, Operand other);
/// `vector <#> other`: the negative inner product.
[[nodiscard]] Expr<double> inner_product(const SqlExpression& vector, Operand other);
/// `vector <=> other`: the cosine distance.
[[nodiscard]] Expr<double> cosine_distance(const SqlExpression& vector, Operand other);

}  // namespace cupel::oracle
