#include "orm/relationships/relationship_configurer.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/mapper/relationship_operations.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel {

namespace {

/// What keyed_by names: an attribute, or else a column of one.
const Attribute* key_of_members(const Mapper& target, const std::string& name) {
  if (!target.find_property(name)) {
    for (const ColumnProperty* property : target.column_properties()) {
      if (property->column() && property->column()->name().text() == name) {
        return property->attribute();
      }
    }
  }
  return target.column_property(name).attribute();
}

}  // namespace

void RelationshipConfigurer::run() {
  for (RelationshipProperty* property : added_) find_target(*property);
  for (RelationshipProperty* property : added_) make_backref(*property);
  for (RelationshipProperty* property : added_) {
    join(*property);
    check(*property);
    find_pairs(*property);
    find_get(*property);
  }
  for (RelationshipProperty* property : added_) pair_with_reverse(*property);
  for (RelationshipProperty* property : added_) configure_attribute(*property);
  warn_for_overlaps();
}

void RelationshipConfigurer::find_target(RelationshipProperty& property) const {
  const ClassInfo* target = property.attribute()->target();
  const Mapper* mapper = target == nullptr ? nullptr : target->mapper();
  if (mapper == nullptr) {
    const std::string& name = target == nullptr ? property.options_.target : target->name();
    throw InvalidRequestError(str_cat("relationship ", property.str(), ": class '", name,
                                      "' is not mapped; map it too, before the registry is "
                                      "configured: registry.map<",
                                      property.parent().class_name(), ", ", name, ">()"));
  }
  property.target_ = mapper;
  property.target_alias_.from = mapper->selectable();
  if (property.options_.aliased_target) find_aliased_target(property);
  property.self_referential_ = mapper->is_a(property.parent().base_mapper()) ||
                               property.parent().is_a(mapper->base_mapper());
  if (!property.options_.secondary) return;
  const DeferredFrom& secondary = property.options_.secondary;
  property.secondary_ = secondary.from();
  if (property.secondary_) return;
  const MetaData& metadata = registry_->metadata();
  if (!metadata.contains(secondary.name())) {
    std::vector<std::string> names;
    for (const Table& table : metadata.tables()) names.push_back(table.fullname());
    throw InvalidRequestError(
        str_cat("relationship ", property.str(), ": its link table '", secondary.name(),
                "' is not in the registry's metadata",
                did_you_mean(secondary.name(), std::span<const std::string>(names)),
                "; declare the Table with registry.metadata()"));
  }
  property.secondary_ = FromPtr(&metadata.table(secondary.name()).schema_table());
}

void RelationshipConfigurer::find_aliased_target(RelationshipProperty& property) const {
  const RelationshipOptions& options = property.options_;
  AliasedTarget alias = options.aliased_target.resolve();
  if (alias.class_info != &property.target_->class_info()) {
    throw ArgumentError(str_cat("relationship ", property.str(), ": its aliased_target is an alias",
                                " of class '", alias.class_info->name(), "', but its objects are ",
                                "of class '", property.target_->class_name(), "'; give aliased<",
                                property.target_->class_name(), ">()"));
  }
  if (options.lazy == Lazy::write_only || options.lazy == Lazy::dynamic) {
    throw ArgumentError(str_cat("relationship ", property.str(), ": a collection with lazy='",
                                lazy_name(options.lazy), "' queries the class's own table and has ",
                                "no aliased_target; declare Relationship<List<",
                                property.target_->class_name(), ">>"));
  }
  if (options.backref) {
    throw ArgumentError(str_cat("relationship ", property.str(), ": a backref cannot be derived ",
                                "from the join to an aliased_target; declare both sides, each ",
                                "with its own primaryjoin"));
  }
  // The class itself, entity<T>(), is no alias.
  if (alias.from != property.target_from()) property.target_alias_ = std::move(alias);
}

RelationshipProperty& RelationshipConfigurer::reverse_of(RelationshipProperty& property,
                                                         std::string_view key) {
  const MapperProperty* found = property.target_->find_property(key);
  if (found == nullptr || found->kind() != PropertyKind::relationship) {
    std::vector<std::string> keys;
    for (const RelationshipProperty* other : property.target_->relationships()) {
      keys.push_back(other->key());
    }
    throw InvalidRequestError(str_cat(
        "relationship ", property.str(), ": its other side is said to be '", key, "', but ",
        property.target_->str(), " has no ", found == nullptr ? "property '" : "relationship '",
        key, "'", did_you_mean(key, std::span<const std::string>(keys))));
  }
  return const_cast<RelationshipProperty&>(property.target_->relationship(key));
}

void RelationshipConfigurer::make_backref(RelationshipProperty& property) const {
  RelationshipOptions& options = property.options_;
  if (!options.backref) return;
  if (!options.back_populates.empty()) {
    throw ArgumentError(str_cat("relationship ", property.str(),
                                ": backref and back_populates exclude each other; give one"));
  }
  RelationshipProperty& reverse = reverse_of(property, *options.backref);
  RelationshipOptions& other = reverse.options_;
  if (other.backref || !other.back_populates.empty()) {
    throw ArgumentError(str_cat("Error creating backref '", *options.backref, "' on relationship '",
                                property.str(), "': ", reverse.str(),
                                " declares its other side itself; say it on one side with backref, "
                                "or on both with back_populates"));
  }
  options.back_populates = *options.backref;
  other.back_populates = property.key();
  if (options.secondary && !other.secondary) {
    reverse.secondary_ = property.secondary_;
    other.secondary = options.secondary;
    if (options.secondaryjoin && !other.primaryjoin) other.primaryjoin = options.secondaryjoin;
    if (options.primaryjoin && !other.secondaryjoin) other.secondaryjoin = options.primaryjoin;
  } else if (options.primaryjoin && !other.primaryjoin) {
    other.primaryjoin = options.primaryjoin;
  }
  if (other.foreign_keys.empty()) other.foreign_keys = options.foreign_keys;
  other.viewonly = other.viewonly || options.viewonly;
  other.post_update = other.post_update || options.post_update;
  other.passive_updates = other.passive_updates && options.passive_updates;
  if (other.viewonly && !other.cascade) reverse.cascade_ = CascadeOptions("merge");
}

ColumnPtr RelationshipConfigurer::column_by_text(const RelationshipProperty& property,
                                                 std::string_view text, bool target_first) const {
  const auto fail = [&](std::string_view what) -> ColumnPtr {
    throw InvalidRequestError(
        str_cat("relationship ", property.str(), ": ", what, " in '", text,
                "'; name a column attribute of ", property.target().class_name(), " or ",
                property.parent().class_name(), ", \"Class.attribute\" or \"table.column\""));
  };
  const auto of_mapper = [](const Mapper& mapper, std::string_view key) {
    const MapperProperty* found = mapper.find_property(key);
    return found == nullptr || found->kind() != PropertyKind::column
               ? ColumnPtr()
               : static_cast<const ColumnProperty*>(found)->select_expression();
  };
  const std::size_t dot = text.rfind('.');
  if (dot != std::string_view::npos) {
    const std::string_view owner = text.substr(0, dot);
    const std::string_view key = text.substr(dot + 1);
    if (const Mapper* mapper = registry_->find_class(owner)) {
      if (ColumnPtr column = of_mapper(*mapper, key)) return column;
      return fail("no such attribute");
    }
    if (registry_->metadata().contains(owner)) {
      const Table table = registry_->metadata().table(owner);
      if (const SchemaColumn* column = table.schema_table().find_schema_column(key)) {
        return ColumnPtr(column);
      }
      return fail("no such column");
    }
    return fail("no such class or table");
  }
  const Mapper& first = target_first ? property.target() : property.parent();
  const Mapper& second = target_first ? property.parent() : property.target();
  if (ColumnPtr column = of_mapper(first, text)) return column;
  if (property.secondary()) {
    if (const ColumnElement* column = property.secondary()->find_column(text)) {
      return ColumnPtr(column);
    }
  }
  if (ColumnPtr column = of_mapper(second, text)) return column;
  for (const Mapper* mapper : {&first, &second}) {
    if (const ColumnElement* column = mapper->selectable()->find_column(text)) {
      return ColumnPtr(column);
    }
  }
  return fail("no such attribute");
}

std::vector<const ColumnClause*> RelationshipConfigurer::columns(
    const RelationshipProperty& property, const DeferredColumns& given, bool target_first) const {
  std::vector<const ColumnClause*> out;
  for (const DeferredColumns::Item& item : given.items()) {
    const ColumnPtr column =
        item.make ? item.make() : column_by_text(property, item.text, target_first);
    if (!column || column->kind() != ElementKind::column) {
      throw ArgumentError(
          str_cat("relationship ", property.str(), ": foreign_keys and remote_side are columns"));
    }
    out.push_back(&detail::plain_column(*column));
  }
  return out;
}

void RelationshipConfigurer::join(RelationshipProperty& property) const {
  const RelationshipOptions& options = property.options_;
  JoinCondition::Input input;
  input.name = property.str();
  input.parent = property.parent().selectable();
  input.child = property.target_from();
  input.child_table = property.target().selectable();
  input.secondary = property.secondary_;
  input.primaryjoin = options.primaryjoin.resolve();
  input.secondaryjoin = options.secondaryjoin.resolve();
  input.foreign_keys = columns(property, options.foreign_keys, false);
  input.remote_side = columns(property, options.remote_side, true);
  input.viewonly = options.viewonly;
  property.join_ = std::make_unique<JoinCondition>(input);
  property.lazy_ = property.join_->lazy_clause(false);
  property.reverse_lazy_ = property.join_->lazy_clause(true);

  for (const DeferredColumns::Item& item : options.order_by.items()) {
    if (item.make) {
      property.order_by_.push_back(property.in_target(detail::without_annotations(item.make())));
      continue;
    }
    std::string_view text = item.text;
    const auto take_suffix = [&](std::string_view suffix) {
      if (text.size() <= suffix.size()) return false;
      if (!iequals(text.substr(text.size() - suffix.size()), suffix)) return false;
      text.remove_suffix(suffix.size());
      return true;
    };
    const bool descending = take_suffix(" desc");
    if (!descending) take_suffix(" asc");
    ColumnPtr column = property.in_target(column_by_text(property, text, true));
    property.order_by_.push_back(descending ? detail::operate_unary(Operator::desc, column)
                                            : std::move(column));
  }
}

void RelationshipConfigurer::check(RelationshipProperty& property) const {
  const Direction direction = property.direction();
  if (direction == Direction::many_to_one && property.uselist_) {
    throw ArgumentError(str_cat(
        "relationship ", property.str(), ": it is a collection, but its foreign key is in table '",
        property.parent().selectable()->description(), "' itself, so each ",
        property.parent().class_name(), " has one ", property.target().class_name(),
        " at most; declare Relationship<", property.target().class_name(), ">",
        property.self_referential_ ? ", or give the other side with remote_side" : ""));
  }
  if (property.cascade_.delete_orphan() && !property.options_.single_parent &&
      direction != Direction::one_to_many) {
    throw ArgumentError(
        str_cat("relationship ", property.str(),
                ": cascade delete-orphan belongs to the 'one' side of a ",
                "one-to-many relationship, and this one is ",
                direction == Direction::many_to_one ? "many-to-one" : "many-to-many",
                "; declare it on the other side, or add single_parent if each ",
                property.target().class_name(), " belongs to one ", property.parent().class_name(),
                " only"),
        "bbf0");
  }
}

void RelationshipConfigurer::find_pairs(RelationshipProperty& property) const {
  const JoinCondition& condition = *property.join_;
  const Mapper& parent = property.parent();
  const Mapper& target = property.target();
  const bool writes = !property.viewonly();
  const auto mapped = [&](const Mapper& mapper, const ColumnClause& column) {
    const ColumnProperty* const found = mapper.property_for_column(column);
    if (found != nullptr || !writes) return found;
    if (&mapper == &target && property.has_aliased_target()) {
      throw ArgumentError(str_cat("relationship ", property.str(),
                                  ": a flush cannot write column '", column.table()->description(),
                                  ".", column.key_text(),
                                  "' of its aliased_target, to which class '", mapper.class_name(),
                                  "' is not mapped; add viewonly()"));
    }
    return &mapper.column_property_for(column);
  };
  const Direction direction = condition.direction();
  const Mapper& referred = direction == Direction::many_to_one ? target : parent;
  const Mapper& referring = direction == Direction::many_to_one ? parent : target;
  for (const ColumnPair& pair : condition.synchronize_pairs()) {
    SyncPair sync;
    sync.source = mapped(referred, *pair.local);
    sync.dest_column = pair.remote;
    if (direction != Direction::many_to_many) sync.dest = mapped(referring, *pair.remote);
    property.sync_pairs_.push_back(sync);
  }
  for (const ColumnPair& pair : condition.secondary_synchronize_pairs()) {
    property.secondary_sync_pairs_.push_back({mapped(target, *pair.local), nullptr, pair.remote});
  }
}

void RelationshipConfigurer::find_get(RelationshipProperty& property) const {
  const Mapper& target = property.target();
  const JoinCondition& condition = *property.join_;
  std::size_t comparisons = 0;
  bool only_equalities = true;
  detail::for_each_comparison(*condition.primaryjoin(), [&](const detail::ComparedColumns& pair) {
    ++comparisons;
    only_equalities = only_equalities && pair.eq && pair.direct;
  });
  // Further terms, such as a comparison with a value, make it more than a lookup by key.
  const ElementKind kind = condition.primaryjoin()->kind();
  std::size_t terms = 1;
  if (kind == ElementKind::boolean_list) {
    terms = 0;
    condition.primaryjoin()->visit_children([&](const ClauseElement&) { ++terms; });
  }
  if (!only_equalities || terms != comparisons) return;
  if (property.direction() != Direction::many_to_one) {
    const auto& key = property.parent().primary_key();
    property.refers_to_parent_key_ =
        comparisons == key.size() &&
        !(property.direction() == Direction::many_to_many && property.self_referential_) &&
        std::all_of(key.begin(), key.end(), [&](const auto& column) {
          const auto& pairs = condition.local_remote_pairs();
          return std::any_of(pairs.begin(), pairs.end(),
                             [&](const ColumnPair& pair) { return pair.local == column.get(); });
        });
    return;
  }
  // That an object has the key does not say that its row is among those of an alias.
  if (property.has_aliased_target()) return;
  if (condition.local_remote_pairs().size() != target.primary_key().size()) return;
  std::vector<const ColumnProperty*> keys;
  for (const auto& key : target.primary_key()) {
    const auto& pairs = condition.local_remote_pairs();
    const auto pair = std::find_if(pairs.begin(), pairs.end(),
                                   [&](const ColumnPair& p) { return p.remote == key.get(); });
    const ColumnProperty* local =
        pair == pairs.end() ? nullptr : property.parent().property_for_column(*pair->local);
    if (local == nullptr) return;
    keys.push_back(local);
  }
  property.use_get_ = true;
  property.get_key_properties_ = std::move(keys);
}

void RelationshipConfigurer::pair_with_reverse(RelationshipProperty& property) const {
  const std::string& key = property.options_.back_populates;
  if (key.empty()) return;
  RelationshipProperty& reverse = reverse_of(property, key);
  const Mapper& parent = property.parent();
  if (reverse.target_ == nullptr || !(reverse.target_->is_a(parent.base_mapper()) ||
                                      parent.is_a(reverse.target_->base_mapper()))) {
    throw ArgumentError(str_cat("relationship ", property.str(), ": its other side ", reverse.str(),
                                " leads to ",
                                reverse.target_ ? reverse.target_->class_name() : std::string("?"),
                                ", not back to ", parent.class_name()));
  }
  if (property.direction() != Direction::many_to_many &&
      property.direction() == reverse.direction()) {
    throw ArgumentError(
        str_cat("relationships ", property.str(), " and ", reverse.str(),
                " are said to be the two sides of one, but both are ",
                property.direction() == Direction::one_to_many ? "one-to-many" : "many-to-one",
                property.self_referential_ ? "; give remote_side on the many-to-one side" : ""));
  }
  const auto add = [](RelationshipProperty& to, const RelationshipProperty& other) {
    auto& list = to.reverse_;
    if (std::find(list.begin(), list.end(), &other) == list.end()) list.push_back(&other);
  };
  add(property, reverse);
  add(reverse, property);
}

void RelationshipConfigurer::configure_attribute(RelationshipProperty& property) const {
  const RelationshipOptions& options = property.options_;
  AttributeSetup setup;
  setup.mapped = true;
  setup.active_history = options.active_history || options.single_parent;
  // The old object of a one-to-one is needed at the flush, not before.
  setup.deferred_history = !setup.active_history && !property.uselist_ && !property.use_get_;
  setup.track_parent = options.single_parent || property.direction() == Direction::one_to_many;
  setup.send_modified_events = !options.viewonly;
  setup.never_loads = options.lazy == Lazy::write_only || options.lazy == Lazy::dynamic;
  if (!options.back_populates.empty() && options.sync_backref && !options.viewonly) {
    setup.reverse = reverse_of(property, options.back_populates).attribute();
  }
  if (!options.keyed_by.empty()) {
    setup.key_attribute = key_of_members(property.target(), options.keyed_by);
  }
  if (options.key_function) setup.key_function = &options.key_function;
  setup.property = static_cast<const MapperProperty*>(&property);
  property.attribute()->configure(setup);
}

void RelationshipConfigurer::warn_for_overlaps() const {
  struct Writer {
    const RelationshipProperty* property;
    const ColumnClause* from;
  };
  std::unordered_map<const ColumnClause*, std::vector<Writer>> writers;
  const auto in = [](const auto& list, const auto& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  };
  const auto visit = [&](const RelationshipProperty& property, const ColumnPair& pair) {
    std::vector<Writer>& others = writers[pair.remote];
    std::vector<Writer> conflicts;
    for (const Writer& other : others) {
      if (other.property == &property || in(property.reverse_properties(), other.property) ||
          in(property.options().overlaps, other.property->key()) ||
          in(other.property->options().overlaps, property.key())) {
        continue;
      }
      conflicts.push_back(other);
    }
    others.push_back({&property, pair.local});
    if (conflicts.empty() || !in(added_, &property)) return;
    const auto column = [](const ColumnClause* c) {
      return str_cat(c->table()->description(), ".", c->key_text());
    };
    warn(
        str_cat("relationship '", property.str(), "' will copy column ", column(pair.local),
                " to column ", column(pair.remote), ", which conflicts with relationship(s): ",
                cupel::join(conflicts, ", ",
                            [&](const Writer& w) {
                              return str_cat("'", w.property->str(), "' (copies ", column(w.from),
                                             " to ", column(pair.remote), ")");
                            }),
                ". Link them with back_populates if they are two sides of one, make those viewonly "
                "that only read, or silence this by overlaps<\"",
                cupel::join(conflicts, ",", [](const Writer& w) { return w.property->key(); }),
                "\"> on '", property.str(), "'"));
  };
  for (const Mapper* mapper : registry_->mappers()) {
    for (const RelationshipProperty* property : mapper->relationships()) {
      if (property->viewonly() || property->join_ == nullptr) continue;
      for (const ColumnPair& pair : property->join_->synchronize_pairs()) visit(*property, pair);
      for (const ColumnPair& pair : property->join_->secondary_synchronize_pairs()) {
        visit(*property, pair);
      }
    }
  }
}

const RelationshipOperations& relationship_operations() noexcept {
  static constexpr RelationshipOperations kOperations{
      .make =
          [](const Mapper& parent, Attribute& attribute, RelationshipOptions options) {
            auto owner =
                std::make_unique<RelationshipProperty>(parent, attribute, std::move(options));
            RelationshipProperty* const property = owner.get();
            return RelationshipOperations::Made{std::move(owner), property};
          },
      .configure =
          [](Registry& registry, std::span<RelationshipProperty* const> added) {
            RelationshipConfigurer(registry, added).run();
          },
  };
  return kOperations;
}

}  // namespace cupel
