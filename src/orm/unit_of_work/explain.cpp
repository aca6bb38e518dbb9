// The text of Session::explain_flush().

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/dependency_processor.hpp"
#include "orm/unit_of_work/persistence.hpp"
#include "orm/unit_of_work/plan.hpp"

namespace cupel {
namespace {

std::string name_of(const FlushContext& context, const Instance& instance) {
  const std::string& class_name = mapper_of(instance).class_name();
  if (!instance.is(Instance::has_key)) return str_cat("new ", class_name, " #", instance.order);
  std::vector<std::string> key;
  for (const Value& value : context.identity_of(instance).values()) key.push_back(value.repr());
  return str_cat(class_name, " ", join(key, ", "));
}

std::string counted(std::size_t count, std::string_view noun) {
  return str_cat(count, " ", noun, count == 1 ? "" : "s");
}

/// The attributes that have values for an INSERT, or net changes for an UPDATE.
std::string columns_of(const Instance& instance) {
  std::vector<std::string> keys;
  const bool is_new = !instance.is(Instance::has_key);
  for (const ColumnProperty* property : mapper_of(instance).column_properties()) {
    const Attribute* const attribute = property->attribute();
    if (!attribute || property->is_sql_expression()) continue;
    const bool counts =
        is_new ? attribute->is_plain() || attribute->slot(instance).has(detail::Slot::present)
               : has_changes(instance, *attribute);
    if (counts) keys.push_back(property->key());
  }
  return join(keys, ", ");
}

std::string synced_columns(const RelationshipProperty& relationship) {
  std::vector<std::string> names;
  const bool by_links = relationship.direction() == Direction::many_to_many;
  if (by_links) return {};
  for (const SyncPair& pair : relationship.sync_pairs()) names.push_back(pair.dest->str());
  return join(names, ", ");
}

class Explanation {
 public:
  using Reasons = std::unordered_map<const Instance*, std::vector<std::string>>;

  Explanation(const FlushContext& context, const Reasons& reasons)
      : context_(context), reasons_(reasons) {}

  void add(const Action& action, const std::vector<Instance*>& instances) {
    switch (action.kind) {
      case Action::Kind::save_update_all:
      case Action::Kind::save_update_state:
        return add_saves(*action.mapper, instances);
      case Action::Kind::delete_all:
      case Action::Kind::delete_state:
        return add_rows("DELETE", *action.mapper, instances);
      case Action::Kind::post_update_all:
        text_ += str_cat(step(), "UPDATE ", action.mapper->class_name(),
                         ": references that wait for other rows (post_update)\n");
        return;
      case Action::Kind::process_all:
      case Action::Kind::process_state:
        return add_links(*action.processor, action.is_delete, instances);
    }
  }

  [[nodiscard]] std::string take() {
    return text_.empty() ? "nothing to flush\n" : std::move(text_);
  }

 private:
  std::string step() { return str_cat(++steps_, ". "); }

  void add_saves(const Mapper& mapper, const std::vector<Instance*>& instances) {
    std::vector<Instance*> updates;
    std::vector<Instance*> inserts;
    for (Instance* instance : instances) {
      (instance->is(Instance::has_key) ? updates : inserts).push_back(instance);
    }
    add_rows("UPDATE", mapper, updates);
    add_rows("INSERT", mapper, inserts);
  }

  void add_rows(std::string_view verb, const Mapper& mapper,
                const std::vector<Instance*>& instances) {
    if (instances.empty()) return;
    text_ += str_cat(step(), verb, " ", mapper.class_name(), ": ",
                     counted(instances.size(), "object"), "\n");
    for (const Instance* instance : instances) {
      text_ += str_cat("     ", name_of(context_, *instance));
      const std::string columns = verb == "DELETE" ? std::string() : columns_of(*instance);
      if (!columns.empty()) text_ += str_cat(": ", columns);
      if (const auto found = reasons_.find(instance); found != reasons_.end()) {
        text_ += str_cat(" (", join(found->second, "; "), ")");
      }
      text_ += '\n';
    }
  }

  void add_links(const DependencyProcessor& processor, bool is_delete,
                 const std::vector<Instance*>& parents) {
    const RelationshipProperty& relationship = processor.property();
    std::size_t linked = 0;
    std::size_t unlinked = 0;
    for (Instance* parent : parents) {
      const ObjectHistory found = object_history(*parent, *relationship.attribute(),
                                                 Passive::no_initialize | Passive::include_pending);
      const auto count = [](const std::vector<Instance*>& all) {
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [](const Instance* i) { return i != nullptr; }));
      };
      if (!is_delete) linked += count(found.added);
      unlinked += count(found.deleted);
      if (is_delete) unlinked += count(found.unchanged);
    }
    if (linked + unlinked == 0) return;
    const std::string columns = synced_columns(relationship);
    text_ += step();
    if (columns.empty()) {
      text_ += str_cat("link rows of ", relationship.str(), ":");
      if (unlinked != 0) text_ += str_cat(" ", unlinked, " to DELETE");
      if (linked != 0) text_ += str_cat(unlinked != 0 ? "," : "", " ", linked, " to INSERT");
    } else {
      text_ += str_cat("along ", relationship.str(), ", ", columns, ":");
      if (linked != 0) text_ += str_cat(" ", counted(linked, "key"), " to copy");
      if (unlinked != 0) {
        text_ += str_cat(linked != 0 ? "," : "", " ", counted(unlinked, "link"), " to give up");
      }
    }
    text_ += '\n';
  }

  const FlushContext& context_;
  const Reasons& reasons_;
  std::size_t steps_ = 0;
  std::string text_;
};

}  // namespace

void UnitOfWork::note_reason(const Instance& instance, const Registration& how) {
  std::string reason;
  if (how.along) {
    reason = str_cat(how.operation ? how.operation : "orphan", " along ", how.along->str());
  } else if (how.is_delete) {
    reason = instance.is(Instance::marked_deleted) ? "delete()" : "deleted with its parent";
  } else {
    reason = instance.is(Instance::has_key) ? "changed" : "added";
  }
  auto& reasons = reasons_[&instance];
  if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
}

std::string UnitOfWork::explain() {
  Explanation explanation(context_, reasons_);
  if (has_work()) {
    plan_->for_each_step([&](const Action& action, const std::vector<Instance*>& instances) {
      explanation.add(action, instances);
    });
  }
  return explanation.take();
}

}  // namespace cupel
