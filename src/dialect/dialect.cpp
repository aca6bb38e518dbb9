#include "cupel/dialect/dialect.hpp"

#include <algorithm>
#include <shared_mutex>
#include <unordered_map>

#include "cupel/error/core_errors.hpp"
#include "cupel/pool/pools.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

/// What type_impl() has found, by the address of the type. The types are kept, so that no other one
/// can come to stand at the same address.
struct Dialect::TypeImplCache {
  struct Entry {
    TypePtr type;
    TypePtr impl;
  };
  std::shared_mutex mutex;
  std::unordered_map<const TypeEngine*, Entry> entries;

  // Types made on the fly (String(50) in a cast) would gather without end.
  static constexpr std::size_t kMost = 10'000;
};

Dialect::Dialect() : type_impls_(std::make_unique<TypeImplCache>()) {}
Dialect::~Dialect() = default;

const LiteralContext& Dialect::literal_context() const noexcept {
  static const LiteralContext standard;
  return standard;
}

TypePtr Dialect::type_impl(const TypeEngine& type) const {
  {
    const std::shared_lock lock(type_impls_->mutex);
    const auto it = type_impls_->entries.find(&type);
    if (it != type_impls_->entries.end()) return it->second.impl;
  }
  const TypePtr self = type.self();
  TypePtr impl = resolve_for_dialect(self, *this);
  if (json_) impl = with_json_functions(std::move(impl));
  const std::unique_lock lock(type_impls_->mutex);
  if (type_impls_->entries.size() >= TypeImplCache::kMost) type_impls_->entries.clear();
  // A type on the stack gave a copy: its address means nothing later.
  if (self.get() == &type)
    type_impls_->entries.try_emplace(&type, TypeImplCache::Entry{self, impl});
  return impl;
}

void Dialect::configure_lengths(std::optional<std::uint32_t> label_length,
                                std::optional<std::uint32_t> max_identifier_length) {
  if (max_identifier_length && *max_identifier_length != 0) {
    traits_.max_identifier_length = *max_identifier_length;
  }
  if (label_length && *label_length != 0) {
    if (*label_length > traits_.max_identifier_length) {
      throw ArgumentError(str_cat("Label length of ", *label_length,
                                  " is greater than this dialect's maximum identifier length of ",
                                  traits_.max_identifier_length));
    }
    traits_.label_length = *label_length;
  }
}

dbapi::ConnectArgs Dialect::create_connect_args(const URL& url) const {
  dbapi::ConnectArgs out;
  if (url.host()) out.set("host", *url.host());
  if (url.port()) out.set("port", str_cat(*url.port()));
  if (url.username()) out.set("username", *url.username());
  if (const auto password = url.password()) out.set("password", *password);
  if (url.database()) out.set("database", *url.database());
  for (const auto& [name, values] : url.query())
    for (const std::string& value : values) out.add(name, value);
  return out;
}

const PoolClass& Dialect::pool_class(const URL&) const {
  return cupel::pool_class<QueuePool>;
}

void Dialect::initialize(dbapi::Connection& connection) {
  server_version_ = connection.server_version();
  default_isolation_level_ = get_isolation_level(connection);
}

void Dialect::on_connect(dbapi::Connection&) const {}

bool Dialect::is_disconnect(const dbapi::DriverErrorInfo& error) const {
  return error.is_disconnect;
}

void Dialect::do_begin(dbapi::Connection& connection) const {
  connection.begin();
}
void Dialect::do_commit(dbapi::Connection& connection) const {
  connection.commit();
}
void Dialect::do_rollback(dbapi::Connection& connection) const {
  connection.rollback();
}

void Dialect::do_savepoint(dbapi::Connection& connection, std::string_view name) const {
  connection.run(savepoint_sql(name));
}
void Dialect::do_rollback_to_savepoint(dbapi::Connection& connection, std::string_view name) const {
  connection.reset_statements();
  connection.run(rollback_to_savepoint_sql(name));
}
void Dialect::do_release_savepoint(dbapi::Connection& connection, std::string_view name) const {
  connection.run(release_savepoint_sql(name));
}

std::string Dialect::savepoint_sql(std::string_view name) const {
  return str_cat("SAVEPOINT ", identifier_preparer().format_savepoint(name));
}
std::string Dialect::rollback_to_savepoint_sql(std::string_view name) const {
  return str_cat("ROLLBACK TO SAVEPOINT ", identifier_preparer().format_savepoint(name));
}
std::string Dialect::release_savepoint_sql(std::string_view name) const {
  return str_cat("RELEASE SAVEPOINT ", identifier_preparer().format_savepoint(name));
}

std::span<const std::string_view> Dialect::isolation_levels() const noexcept {
  return {};
}
std::string Dialect::get_isolation_level(dbapi::Connection&) const {
  return {};
}
void Dialect::set_connection_characteristic(dbapi::Connection& /*connection*/,
                                            std::string_view /*name*/, bool /*value*/) const {}

void Dialect::set_isolation_level(dbapi::Connection&, std::string_view) const {}

}  // namespace cupel
