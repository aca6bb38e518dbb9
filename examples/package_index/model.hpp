// Debian's package index as mapped classes: who maintains what, and what depends on what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <cupel/cupel.hpp>

namespace package_index {

struct Package;
struct Dependency;

/// Names are told apart, and sorted, by their bytes: as SQLite does by itself, and MySQL when
/// asked.
template <class T>
void names_by_bytes(cupel::Mapping<T>& mapping) {
  for (const std::string dialect : {"mysql", "mariadb"}) {
    mapping.table_args(cupel::DialectArgument(dialect + "_charset", "utf8mb4"),
                       cupel::DialectArgument(dialect + "_collate", "utf8mb4_bin"));
  }
}

struct Maintainer {
  static constexpr auto tablename = "maintainers";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  /// The field as it stands in the index. MySQL wants to know the length of what it indexes.
  cupel::Mapped<std::string, cupel::length<250>, cupel::unique> contact{};
  cupel::Mapped<std::string, cupel::length<250>> name{};
  cupel::Mapped<std::optional<std::string>, cupel::length<250>> email{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"maintainer">> packages{};
  static void configure(cupel::Mapping<Maintainer>& mapping) { names_by_bytes(mapping); }
};

struct Section {
  static constexpr auto tablename = "sections";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<40>, cupel::unique> name{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"section">> packages{};
  static void configure(cupel::Mapping<Section>& mapping) { names_by_bytes(mapping); }
};

struct Tag {
  static constexpr auto tablename = "tags";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<80>, cupel::unique> name{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"tags">,
                      cupel::secondary<"package_tags">>
      packages{};
  static void configure(cupel::Mapping<Tag>& mapping) { names_by_bytes(mapping); }
};

struct Package {
  static constexpr auto tablename = "packages";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<120>, cupel::unique> name{};
  cupel::Mapped<std::string, cupel::length<80>> version{};
  cupel::Mapped<std::string, cupel::length<20>> architecture{};
  cupel::Mapped<std::string, cupel::length<20>> priority{};
  cupel::Mapped<std::string, cupel::sql_type<cupel::Text>> summary{};
  cupel::Mapped<std::optional<std::string>, cupel::sql_type<cupel::Text>> homepage{};
  cupel::Mapped<std::int64_t> installed_kib{};
  cupel::Mapped<std::int64_t> download_bytes{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"maintainers.id">, cupel::indexed> maintainer_id{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"sections.id">, cupel::indexed> section_id{};
  cupel::Relationship<Maintainer, cupel::back_populates<"packages">> maintainer{};
  cupel::Relationship<Section, cupel::back_populates<"packages">> section{};
  cupel::Relationship<cupel::List<Tag>, cupel::back_populates<"packages">,
                      cupel::secondary<"package_tags">>
      tags{};
  cupel::Relationship<cupel::List<Dependency>, cupel::back_populates<"package">,
                      cupel::foreign_keys<"Dependency.package_id">,
                      cupel::cascade<"all, delete-orphan">>
      dependencies{};
  static void configure(cupel::Mapping<Package>& mapping) { names_by_bytes(mapping); }
};

/// What may stand in for the first choice of a dependency: `default-mta | mail-transport-agent`.
struct Alternative {
  static constexpr auto tablename = "alternatives";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"dependencies.id">, cupel::indexed>
      dependency_id{};
  cupel::Mapped<std::int32_t> rank{};
  cupel::Mapped<std::string, cupel::length<120>> name{};
  cupel::Mapped<std::optional<std::string>, cupel::length<2>> relation{};
  cupel::Mapped<std::optional<std::string>, cupel::length<80>> version{};
  cupel::Relationship<Dependency, cupel::back_populates<"alternatives">> dependency{};
  static void configure(cupel::Mapping<Alternative>& mapping) { names_by_bytes(mapping); }
};

/// One package needs another: the association object, with the version it asks for.
struct Dependency {
  static constexpr auto tablename = "dependencies";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"packages.id">, cupel::indexed> package_id{};
  /// Null where no package has that name: a virtual package, or one of another release.
  cupel::Mapped<std::optional<std::int64_t>,
                cupel::foreign_key<"packages.id", cupel::ondelete<"SET NULL">>, cupel::indexed>
      target_id{};
  cupel::Mapped<std::string, cupel::length<120>> name{};
  cupel::Mapped<std::optional<std::string>, cupel::length<2>> relation{};
  cupel::Mapped<std::optional<std::string>, cupel::length<80>> version{};
  cupel::Mapped<bool> pre_depends{};
  cupel::Relationship<Package, cupel::back_populates<"dependencies">,
                      cupel::foreign_keys<"package_id">>
      package{};
  cupel::Relationship<Package, cupel::foreign_keys<"target_id">> target{};
  cupel::Relationship<cupel::List<Alternative>, cupel::back_populates<"dependency">,
                      cupel::cascade<"all, delete-orphan">>
      alternatives{};
  static void configure(cupel::Mapping<Dependency>& mapping) { names_by_bytes(mapping); }
};

/// Maps all of them, with the link table between packages and tags.
void map_classes(cupel::Registry& registry);

}  // namespace package_index
