#include <atomic>
#include <ostream>

#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {
namespace {

std::atomic<Stringifier> g_stringifier{nullptr};

}  // namespace

const Annotation* Annotations::find(AnnotationKey key) const noexcept {
  for (const Annotation& entry : entries_) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

ElementPtr ClauseElement::annotate(std::vector<Annotation> annotations) const {
  if (annotations_) {
    for (const Annotation& old : annotations_->entries()) {
      bool replaced = false;
      for (const Annotation& entry : annotations) replaced = replaced || entry.key == old.key;
      if (!replaced) annotations.push_back(old);
    }
  }
  Ptr<ClauseElement> copy = shallow_copy();
  if (!copy) return ElementPtr(this);
  auto attached = make_ptr<Annotations>(std::move(annotations));
  attached->set_original(ElementPtr(identity()));
  copy->annotations_ = std::move(attached);
  return copy;
}

ElementPtr ClauseElement::deannotate() const {
  return ElementPtr(identity());
}

void ClauseElement::embed() noexcept {
  is_part_ = true;
  // References taken before count as one to the owner from now on.
  if (use_count() != 0) owner()->retain();
}

void ClauseElement::first_reference() const noexcept {
  if (is_part_) owner()->retain();
}

void ClauseElement::release() const noexcept {
  RefCounted::release();
}

void ClauseElement::release_owner() const noexcept {
  owner()->release();
}

void set_stringifier(Stringifier stringifier) noexcept {
  g_stringifier.store(stringifier, std::memory_order_release);
}

std::string to_string(const ClauseElement& element) {
  const Stringifier stringifier = g_stringifier.load(std::memory_order_acquire);
  if (stringifier) return stringifier(element);
  return str_cat('<', kind_name(element.kind()), '>');
}

std::ostream& operator<<(std::ostream& out, const ClauseElement& element) {
  return out << to_string(element);
}

}  // namespace cupel
