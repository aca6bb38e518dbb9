#include <algorithm>

#include "cupel/dbapi/driver.hpp"

namespace cupel::dbapi {

void ConnectArgs::set(std::string name, std::string value) {
  std::erase_if(items_, [&](const Item& item) { return item.first == name; });
  add(std::move(name), std::move(value));
}

void ConnectArgs::add(std::string name, std::string value) {
  items_.emplace_back(std::move(name), std::move(value));
}

const std::string* ConnectArgs::find(std::string_view name) const noexcept {
  const auto it = std::find_if(items_.begin(), items_.end(),
                               [&](const Item& item) { return item.first == name; });
  return it == items_.end() ? nullptr : &it->second;
}

void ConnectArgs::update(const ConnectArgs& other) {
  std::erase_if(items_, [&](const Item& item) { return other.find(item.first) != nullptr; });
  items_.insert(items_.end(), other.items_.begin(), other.items_.end());
}

}  // namespace cupel::dbapi
