#pragma once

#include "cupel/orm/attributes/attribute_events.hpp"

namespace cupel {

namespace detail {

/// A change that began at another attribute came over the back reference.
inline bool is_backref(const Attribute& here, const Initiator& initiator) {
  return initiator.attribute != nullptr && initiator.attribute != &here;
}

template <class F, class C, class V>
void run_validator(F& f, C& object, V& value, bool is_remove) {
  if constexpr (std::invocable<F&, C&, V&, bool>) {
    if constexpr (std::is_void_v<std::invoke_result_t<F&, C&, V&, bool>>) {
      f(object, value, is_remove);
    } else {
      value = f(object, value, is_remove);
    }
  } else if constexpr (std::is_void_v<std::invoke_result_t<F&, C&, V&>>) {
    f(object, value);
  } else {
    value = f(object, value);
  }
}

}  // namespace detail

template <class M, class C, class F>
std::vector<ListenHandle> add_validator(M C::*member, F validator, ValidatesOptions options) {
  Attribute& attribute = attribute_of(member);
  AttributeListeners& listeners = attribute.listeners();
  const ListenOptions first{.insert = true};
  if constexpr (detail::kIsScalar<M>) {
    using V = typename detail::MemberTraits<M>::value_type;
    static_assert(std::invocable<F&, C&, V&> || std::invocable<F&, C&, V&, bool>,
                  "a validator takes (Class&, const Value&)");
    return {listeners.set_scalar.listen(
        [f = std::move(validator)](Instance& i, void* value, const void*,
                                   const Initiator&) mutable {
          detail::run_validator(f, i.as<C>(), *static_cast<V*>(value), false);
        },
        first)};
  } else {
    using R = Ref<detail::TargetOf<M>>;
    static_assert(std::invocable<F&, C&, R&> || std::invocable<F&, C&, R&, bool>,
                  "a validator of a relationship takes (Class&, const Ref<Target>&[, bool "
                  "is_remove])");
    const bool backrefs = options.include_backrefs;
    auto on_item = [f = validator, backrefs, &attribute](Instance& i, Instance*& item,
                                                         const Initiator& initiator) mutable {
      if (!backrefs && detail::is_backref(attribute, initiator)) return;
      R value(item);
      detail::run_validator(f, i.as<C>(), value, false);
      if (value.instance() != item) {
        detail::hold_for_change(value);
        item = value.instance();
      }
    };
    std::vector<ListenHandle> handles;
    if (options.include_removes) {
      handles.push_back(listeners.remove.listen(
          [f = validator, backrefs, &attribute](Instance& i, Instance* item, const void*,
                                                const Initiator& initiator) mutable {
            if (!backrefs && detail::is_backref(attribute, initiator)) return;
            R value(item);
            detail::run_validator(f, i.as<C>(), value, true);
          },
          first));
    }
    if constexpr (detail::kIsReference<M>) {
      handles.push_back(listeners.set_object.listen(
          [on_item](Instance& i, Instance*& item, Instance* const*,
                    const Initiator& initiator) mutable { on_item(i, item, initiator); },
          first));
    } else {
      // A whole collection is validated at once, as SQLAlchemy does, kept members included.
      handles.push_back(listeners.bulk_replace.listen(
          [on_item](Instance& i, std::vector<Instance*>& items,
                    const Initiator& initiator) mutable {
            for (Instance*& item : items) on_item(i, item, initiator);
          },
          first));
      handles.push_back(listeners.append.listen(
          [on_item](Instance& i, Instance*& item, const Initiator& initiator) mutable {
            if (initiator.op == Initiator::Op::bulk_replace) return;
            on_item(i, item, initiator);
          },
          first));
    }
    return handles;
  }
}

}  // namespace cupel
