#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include <cupel/schema/ddl_element.hpp>
#include <cupel/sql/compiler/ddl_compiler.hpp>

namespace cupel {

/// How a DDL statement is rendered in place of its visit_ method.
using DdlHook = std::function<std::string(const DdlElement&, DdlCompiler&)>;

namespace detail {
void register_ddl_hook(const std::type_info& type, std::string_view dialect, DdlHook hook);
void remove_ddl_hooks(const std::type_info& type);
}  // namespace detail

/// As compiles<T>(), for DDL: T is a node of the library (CreateTableNode, ...) or one of your own,
/// derived from DdlExtension.
///
///     compiles_ddl<CreateTableNode>([](const CreateTableNode& e, DdlCompiler& c) {
///       return c.process_default(e) + " TABLESPACE fast";
///     }, "postgresql");
///
/// The last registration for a class and dialect counts. Thread-safe.
template <class T, class F>
void compiles_ddl(F hook, std::string_view dialect = {}) {
  static_assert(std::is_base_of_v<DdlElement, T>,
                "compiles_ddl<T>: T is the node of a DDL statement (CreateTableNode for "
                "CreateTable), or a class derived from DdlExtension");
  detail::register_ddl_hook(typeid(T), dialect,
                            [hook = std::move(hook)](const DdlElement& e, DdlCompiler& compiler) {
                              return std::string(hook(static_cast<const T&>(e), compiler));
                            });
}

/// Takes back all that compiles_ddl<T>() registered. Thread-safe.
template <class T>
void deregister_compiles_ddl() {
  detail::remove_ddl_hooks(typeid(T));
}

}  // namespace cupel
