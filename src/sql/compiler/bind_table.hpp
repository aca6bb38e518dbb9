#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "cupel/sql/compiler/compiled.hpp"

namespace cupel {

/// The parameters of a statement under construction: slots by node and by name.
/// Searched linearly while small; an INSERT of many rows has thousands.
class BindTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  [[nodiscard]] std::uint32_t find(const BindParameter& bind) const noexcept {
    if (nodes_.size() <= kLinearLimit) {
      for (const auto& [node, slot] : nodes_) {
        if (node == &bind) return slot;
      }
      return kNone;
    }
    const auto it = by_node_.find(&bind);
    return it == by_node_.end() ? kNone : it->second;
  }

  [[nodiscard]] std::uint32_t find(std::string_view name) const noexcept {
    if (slots_.size() <= kLinearLimit) {
      for (std::uint32_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].key == name) return i;
      }
      return kNone;
    }
    const auto it = by_name_.find(name);
    return it == by_name_.end() ? kNone : it->second;
  }

  std::uint32_t add(BindSlot slot) {
    const auto index = static_cast<std::uint32_t>(slots_.size());
    if (slots_.size() == slots_.capacity()) names_moved_ = true;
    slots_.push_back(std::move(slot));
    if (slots_.size() > kLinearLimit) index_names();
    return index;
  }

  void add_node(const BindParameter& bind, std::uint32_t slot) {
    nodes_.emplace_back(&bind, slot);
    if (nodes_.size() > kLinearLimit) {
      if (by_node_.empty()) by_node_.insert(nodes_.begin(), nodes_.end());
      by_node_.emplace(&bind, slot);
    }
  }

  [[nodiscard]] BindSlot& operator[](std::uint32_t slot) noexcept { return slots_[slot]; }
  [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
  [[nodiscard]] std::vector<BindSlot>& slots() noexcept { return slots_; }

 private:
  static constexpr std::size_t kLinearLimit = 12;

  // Short names live inside their string, so a vector that grows moves them.
  void index_names() {
    if (by_name_.empty() || names_moved_) {
      by_name_.clear();
      for (std::uint32_t i = 0; i < slots_.size(); ++i) by_name_.emplace(slots_[i].key, i);
      names_moved_ = false;
    } else {
      by_name_.emplace(slots_.back().key, static_cast<std::uint32_t>(slots_.size() - 1));
    }
  }

  std::vector<BindSlot> slots_;
  std::vector<std::pair<const BindParameter*, std::uint32_t>> nodes_;
  boost::unordered_flat_map<const BindParameter*, std::uint32_t> by_node_;
  boost::unordered_flat_map<std::string_view, std::uint32_t> by_name_;
  bool names_moved_ = false;
};

}  // namespace cupel
