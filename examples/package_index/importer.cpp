#include "importer.hpp"

#include <istream>
#include <optional>
#include <utility>

namespace package_index {

using namespace cupel;

namespace {

constexpr std::size_t kPackagesPerFlush = 2000;

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Dependency make_dependency(const Term& term) {
  const Choice& first = term.choices.front();
  Dependency dependency{.name = first.name,
                        .relation = unless_empty(first.relation),
                        .version = unless_empty(first.version),
                        .pre_depends = term.pre_depends};
  for (std::size_t i = 1; i < term.choices.size(); ++i) {
    const Choice& other = term.choices[i];
    dependency.alternatives.append(Alternative{.rank = static_cast<std::int32_t>(i),
                                               .name = other.name,
                                               .relation = unless_empty(other.relation),
                                               .version = unless_empty(other.version)});
  }
  return dependency;
}

}  // namespace

Ref<Maintainer> Importer::maintainer_of(const Stanza& stanza) {
  auto& known = maintainers_[stanza.maintainer];
  if (!known) {
    known = session_.add(Maintainer{.contact = stanza.maintainer,
                                    .name = stanza.maintainer_name,
                                    .email = unless_empty(stanza.maintainer_email)});
  }
  return known;
}

Ref<Section> Importer::section_of(const Stanza& stanza) {
  auto& known = sections_[stanza.section];
  if (!known) known = session_.add(Section{.name = stanza.section});
  return known;
}

Ref<Tag> Importer::tag_of(const std::string& name) {
  auto& known = tags_[name];
  if (!known) known = session_.add(Tag{.name = name});
  return known;
}

void Importer::add(const Stanza& stanza) {
  Package package{.name = stanza.package,
                  .version = stanza.version,
                  .architecture = stanza.architecture,
                  .priority = stanza.priority,
                  .summary = stanza.summary,
                  .homepage = unless_empty(stanza.homepage),
                  .installed_kib = stanza.installed_kib,
                  .download_bytes = stanza.download_bytes,
                  .maintainer = maintainer_of(stanza),
                  .section = section_of(stanza)};
  for (const std::string& tag : stanza.tags) package.tags.append(tag_of(tag));
  for (const Term& term : stanza.dependencies) package.dependencies.append(make_dependency(term));
  counts_.dependencies += stanza.dependencies.size();
  session_.add(std::move(package));
  ++counts_.packages;
}

// A maintainer, section or tag in hand keeps its packages in memory, once they are in its
// collection. They are in the database now; given up here, they leave with the next sweep of the
// session.
void Importer::let_go_of_packages() {
  for (auto& [name, maintainer] : maintainers_) session_.expire(maintainer, &Maintainer::packages);
  for (auto& [name, section] : sections_) session_.expire(section, &Section::packages);
  for (auto& [name, tag] : tags_) session_.expire(tag, &Tag::packages);
}

// Dependencies name packages that come later in the file, so the targets are found at the end, by
// the database: one UPDATE with a correlated subquery.
void Importer::link_targets() {
  const auto target = aliased<Package>("target");
  session_.execute(update<Dependency>().values(
      {{&Dependency::target_id, select(target[&Package::id])
                                    .where(target[&Package::name] == col(&Dependency::name))
                                    .scalar_subquery()}}));
}

ImportCounts Importer::run(std::istream& input,
                           const std::function<void(std::size_t bytes)>& progress) {
  StanzaReader reader(input);
  for (Stanza stanza; reader.next(stanza);) {
    add(stanza);
    if (counts_.packages % kPackagesPerFlush == 0) {
      session_.flush();
      let_go_of_packages();
      progress(reader.bytes_read());
    }
  }
  session_.flush();
  link_targets();
  session_.commit();
  progress(reader.bytes_read());
  counts_.maintainers = maintainers_.size();
  counts_.sections = sections_.size();
  counts_.tags = tags_.size();
  return counts_;
}

}  // namespace package_index
