#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

ServerFeatures unknown_server(bool mariadb) noexcept {
  ServerFeatures f;
  f.mariadb = mariadb;
  f.insert_returning = mariadb;
  f.delete_returning = mariadb;
  f.native_uuid = mariadb;
  return f;
}

ServerFeatures features_of(bool mariadb, int major, int minor, int patch) noexcept {
  const auto number = [](int a, int b, int c) { return (a * 1000 + b) * 1000 + c; };
  const int version = number(major, minor, patch);
  ServerFeatures f;
  f.mariadb = mariadb;
  if (mariadb) {
    f.sequences = version >= number(10, 3, 0);
    f.delete_returning = version >= number(10, 0, 5);
    f.insert_returning = version >= number(10, 5, 0);
    f.native_uuid = version >= number(10, 7, 0);
    f.expression_defaults = version >= number(10, 2, 1);
    f.float_cast = version >= number(10, 4, 5);
  } else {
    f.for_update_of = version >= number(8, 0, 0);
    f.share_keyword = version >= number(8, 0, 1);
    f.row_alias = version >= number(8, 0, 20);
    f.expression_defaults = version >= number(8, 0, 13);
    f.float_cast = version >= number(8, 0, 17);
  }
  return f;
}

CompilerTraits compiler_traits(const char* name, const ServerFeatures& features) {
  CompilerTraits traits;
  traits.name = name;
  traits.paramstyle = ParamStyle::qmark;
  traits.max_parameters = 65535;
  // Names have 64 characters, aliases up to 256.
  traits.max_identifier_length = 255;
  traits.max_index_name_length = 64;
  traits.max_constraint_name_length = 64;
  traits.initial_quote = features.ansi_quotes ? '"' : '`';
  traits.final_quote = traits.initial_quote;
  traits.supports_native_enum = true;
  traits.supports_native_decimal = true;
  traits.supports_native_json = true;
  traits.supports_native_uuid = features.native_uuid;
  traits.div_is_floordiv = false;
  traits.supports_for_update_of = features.for_update_of;
  traits.cte_follows_insert = true;
  traits.supports_default_metavalue = true;
  traits.supports_multivalues_insert = true;
  traits.insert_returning = features.insert_returning;
  traits.delete_returning = features.delete_returning;
  traits.insert_executemany_returning = features.insert_returning;
  traits.insert_executemany_returning_sort_by_parameter_order = features.insert_returning;
  traits.use_insertmanyvalues = true;
  traits.insert_null_pk_still_autoincrements = true;
  traits.supports_sequences = features.sequences;
  traits.supports_comments = true;
  traits.inline_comments = true;
  return traits;
}

}  // namespace cupel::mysql
