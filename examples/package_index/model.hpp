// Debian's package index as mapped classes: who maintains what, and what depends on what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <cupel/cupel.hpp>

namespace package_index {

struct Package;
struct Dependency;

struct Maintainer {
  static constexpr auto tablename = "maintainers";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::unique> contact{};  ///< the field as it stands in the index
  cupel::Mapped<std::string> name{};
  cupel::Mapped<std::optional<std::string>> email{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"maintainer">> packages{};
};

struct Section {
  static constexpr auto tablename = "sections";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<40>, cupel::unique> name{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"section">> packages{};
};

struct Tag {
  static constexpr auto tablename = "tags";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<80>, cupel::unique> name{};
  cupel::Relationship<cupel::List<Package>, cupel::back_populates<"tags">,
                      cupel::secondary<"package_tags">>
      packages{};
};

struct Package {
  static constexpr auto tablename = "packages";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::string, cupel::length<120>, cupel::unique> name{};
  cupel::Mapped<std::string, cupel::length<80>> version{};
  cupel::Mapped<std::string, cupel::length<20>> architecture{};
  cupel::Mapped<std::string, cupel::length<20>> priority{};
  cupel::Mapped<std::string> summary{};
  cupel::Mapped<std::optional<std::string>> homepage{};
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
};

/// One package needs another: the association object, with the version it asks for.
struct Dependency {
  static constexpr auto tablename = "dependencies";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<std::int64_t, cupel::foreign_key<"packages.id">, cupel::indexed> package_id{};
  /// Null where no package has that name: a virtual package, or one of another release.
  cupel::Mapped<std::optional<std::int64_t>, cupel::foreign_key<"packages.id">, cupel::indexed>
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
};

/// Maps all of them, with the link table between packages and tags.
void map_classes(cupel::Registry& registry);

}  // namespace package_index
