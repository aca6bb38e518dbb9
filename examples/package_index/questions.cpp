#include "questions.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <utility>

namespace package_index {

using namespace cupel;

StatementCounter::StatementCounter(Engine& engine) : count_(std::make_shared<long long>(0)) {
  hook_ = listen(engine, events::before_cursor_execute,
                 [count = count_](Connection&, CursorExecution&) { ++*count; });
}

StatementCounter::~StatementCounter() {
  hook_.remove();
}

namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

/// Measures what `work` costs and keeps its lines.
template <class F>
Answer answer(const StatementCounter& counter, std::string question, F&& work) {
  Answer made{.question = std::move(question), .lines = {}};
  const auto statements = counter.count();
  const auto start = std::chrono::steady_clock::now();
  work(made.lines);
  made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  made.statements = counter.count() - statements;
  return made;
}

void add_tally(std::vector<std::string>& lines, const Tally& tally) {
  for (const auto& [name, count] : tally) {
    lines.push_back(padded(std::to_string(count), 7) + name);
  }
}

Tally top_maintainers(Session& session) {
  const auto packages = func::count(&Package::id).label("packages");
  Tally tally;
  for (auto&& [name, count] : session.execute(select(&Maintainer::name, packages)
                                                  .join(&Maintainer::packages)
                                                  .group_by(&Maintainer::id)
                                                  .order_by(desc("packages"), &Maintainer::name)
                                                  .limit(10))) {
    tally.emplace_back(name, count);
  }
  return tally;
}

Tally most_needed(Session& session) {
  const auto needed_by = func::count(&Dependency::id).label("needed_by");
  Tally tally;
  for (auto&& [name, count] : session.execute(select(&Package::name, needed_by)
                                                  .join(&Dependency::target)
                                                  .group_by(&Package::id)
                                                  .order_by(desc("needed_by"), &Package::name)
                                                  .limit(10))) {
    tally.emplace_back(name, count);
  }
  return tally;
}

Tally packages_per_tag(Session& session) {
  const auto packages = func::count(&Package::id).label("packages");
  Tally tally;
  for (auto&& [name, count] : session.execute(select(&Tag::name, packages)
                                                  .join(&Tag::packages)
                                                  .group_by(&Tag::id)
                                                  .order_by(desc("packages"), &Tag::name)
                                                  .limit(10))) {
    tally.emplace_back(name, count);
  }
  return tally;
}

/// Everything that has to be installed for `name`: a recursive query over the dependencies.
void all_needed_by(Session& session, const std::string& name, std::vector<std::string>& lines) {
  auto needed = select(col(&Package::id).label("id"))
                    .where(col(&Package::name) == name)
                    .cte("needed", {.recursive = true});
  needed = needed.union_(select(col(&Dependency::target_id))
                             .join(needed, needed.c["id"] == col(&Dependency::package_id))
                             .where(col(&Dependency::target_id) != nullptr));
  std::int64_t packages = 0;
  std::int64_t kib = 0;
  for (auto&& [package, size] :
       session.execute(select(&Package::name, &Package::installed_kib)
                           .join(needed, needed.c["id"] == col(&Package::id))
                           .order_by(col(&Package::installed_kib).desc(), &Package::name))) {
    if (packages < 5) lines.push_back(padded(std::to_string(size), 9) + "KiB  " + package);
    ++packages;
    kib += size;
  }
  lines.push_back(std::to_string(packages) + " packages, " + std::to_string(kib / 1024) + " MiB");
}

/// The package with most dependencies, and what it points to, read object by object.
void walk(const Ref<Package>& package, std::vector<std::string>& lines) {
  std::set<std::string> maintainers;
  std::size_t tags = 0;
  for (Ref<Dependency> dependency : package->dependencies) {
    if (!dependency->target) continue;
    maintainers.insert(dependency->target->maintainer->name);
    tags += dependency->target->tags.size();
  }
  lines.push_back(std::string(package->name) + ": " + std::to_string(package->dependencies.size()) +
                  " dependencies by " + std::to_string(maintainers.size()) +
                  " maintainers, their targets have " + std::to_string(tags) + " tags");
}

std::int64_t largest_package(Session& session) {
  return session
      .execute(select(&Dependency::package_id)
                   .group_by(&Dependency::package_id)
                   .order_by(func::count(&Dependency::id).desc(), &Dependency::package_id)
                   .limit(1))
      .scalar_one();
}

void edit_and_delete(Session& session, std::vector<std::string>& lines) {
  const auto id = largest_package(session);
  Ref<Package> package = session.get<Package>(id);
  const auto count = [&] { return session.scalars(select(func::count(&Dependency::id))).one(); };
  const auto before = count();
  package->summary = "edited: " + *package->summary;
  const std::size_t had = package->dependencies.size();
  package->dependencies.erase(0);  // its row goes with it: an orphan
  session.commit();
  lines.push_back("'" + std::string(package->name) + "' now reads '" +
                  std::string(*package->summary) + "'");
  lines.push_back("one of its " + std::to_string(had) +
                  " dependencies was removed: " + std::to_string(before - count()) + " row less");
  session.delete_(package);
  session.commit();
  lines.push_back("the package was deleted, and its dependencies with it: " +
                  std::to_string(before - count()) + " rows less");
}

}  // namespace

void ask_all(Engine& engine, const StatementCounter& counter, Report& report) {
  auto make_session = sessionmaker(engine);
  const auto ask = [&](std::string question, auto&& work) {
    Session session = make_session();
    report.answers.push_back(
        answer(counter, std::move(question), [&](auto& lines) { work(session, lines); }));
  };
  ask("The ten maintainers with most packages", [&](Session& session, auto& lines) {
    report.top_maintainers = top_maintainers(session);
    add_tally(lines, report.top_maintainers);
  });
  ask("The ten packages that most others depend on", [&](Session& session, auto& lines) {
    report.top_dependencies = most_needed(session);
    add_tally(lines, report.top_dependencies);
  });
  ask("All that postgresql needs",
      [](Session& session, auto& lines) { all_needed_by(session, "postgresql", lines); });
  ask("Packages per tag",
      [](Session& session, auto& lines) { add_tally(lines, packages_per_tag(session)); });
  std::int64_t largest = 0;
  {
    Session session = make_session();
    largest = largest_package(session);
  }
  ask("One package's graph, loaded as it is read",
      [&](Session& session, auto& lines) { walk(session.get<Package>(largest), lines); });
  ask("The same graph, loaded ahead by selectinload()", [&](Session& session, auto& lines) {
    const auto target = selectinload(&Package::dependencies).selectinload(&Dependency::target);
    walk(session
             .scalars(select<Package>()
                          .where(col(&Package::id) == largest)
                          .options(target.selectinload(&Package::maintainer),
                                   target.selectinload(&Package::tags)))
             .one(),
         lines);
  });
  ask("An edit, and deletions with their orphans",
      [](Session& session, auto& lines) { edit_and_delete(session, lines); });
}

}  // namespace package_index
