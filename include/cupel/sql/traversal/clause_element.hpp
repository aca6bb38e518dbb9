#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/traversal/element_kind.hpp>
#include <cupel/sql/traversal/fwd.hpp>
#include <cupel/util/function_ref.hpp>
#include <cupel/util/ptr.hpp>
#include <cupel/util/ref_count.hpp>

namespace cupel {

/// The words under which the ORM and extensions attach things to elements.
enum class AnnotationKey : std::uint32_t {
  proxy_key,         ///< text: the key under which a column is exported from a select
  parent_entity,     ///< word/object: the entity a column was taken from
  parent_mapper,     ///< word/object: the mapper of that entity
  entity_namespace,  ///< object: where filter_by() looks names up
  plugin,            ///< word: which compile-state plug-in handles a statement
  for_update,        ///< word: free
  orm_key,           ///< text: the mapped attribute's key
  adapted,           ///< word: the element came out of an adapter and stays as it is
  remote,            ///< word: remote side of a join condition
  foreign,           ///< word: foreign side of a join condition
  local,             ///< word: local side of a join condition
  no_cache,          ///< word: statement is not cached
  user = 0x1000,     ///< first number free for users
};

/// One annotation: any of an object, a word (number or address) and a text.
struct Annotation {
  AnnotationKey key;
  Ptr<const RefCounted> object;
  std::uintptr_t word = 0;
  std::string text;
};

/// What is attached to an element without being part of its SQL. Immutable once attached.
class Annotations final : public RefCounted {
 public:
  Annotations() = default;
  explicit Annotations(std::vector<Annotation> entries) : entries_(std::move(entries)) {}

  /// The annotation under `key`, or null.
  const Annotation* find(AnnotationKey key) const noexcept;
  const std::vector<Annotation>& entries() const noexcept { return entries_; }
  /// The element of which the annotated one is a copy; null if it was annotated in place.
  const ElementPtr& original() const noexcept { return original_; }
  void set_original(ElementPtr original) { original_ = std::move(original); }

 private:
  std::vector<Annotation> entries_;
  ElementPtr original_;
};

/// Base of everything that can stand in a SQL statement.
///
/// Elements are immutable once built and shared by `Ptr<const T>`; reading one from several
/// threads is safe. Children, copies, comparison and cache key all follow from the one field list
/// of each class, see FieldsOf.
///
/// Lifetime: a column of a table, alias or subquery belongs to it. A `Ptr` to such a column keeps
/// its table alive (see embed()), so a column never dangles and no cycle of counts exists.
class ClauseElement : public RefCounted {
 public:
  ClauseElement& operator=(const ClauseElement&) = delete;
  ~ClauseElement() override = default;

  ElementKind kind() const noexcept { return kind_; }

  /// Calls `visit` for every direct child, in the order of the fields.
  virtual void visit_children(FunctionRef<void(const ClauseElement&)> visit) const = 0;
  /// A copy whose children went through `context`; this element itself if no child changed.
  virtual ElementPtr clone_with(CloneContext& context) const = 0;
  /// Structural equality of the fields. The caller has checked that the kinds are equal.
  virtual bool compare_fields(const ClauseElement& other, CompareContext& context) const = 0;
  /// Adds this element to the key; false if a statement with it must not be cached.
  virtual bool append_cache_key(KeyBuilder& key) const = 0;
  /// Calls `visit(field name)` for the fields of this class, bases first. For tests and `repr`.
  virtual void visit_field_names(FunctionRef<void(std::string_view)> visit) const = 0;
  /// A copy of this one object; children are shared. Null for what cannot be copied (tables).
  virtual Ptr<ClauseElement> shallow_copy() const = 0;

  /// The name of a construct made by users (kind `extension`); empty for Cupel's own.
  virtual std::string_view construct_name() const noexcept { return {}; }

  const Annotations* annotations() const noexcept { return annotations_.get(); }
  const Annotation* annotation(AnnotationKey key) const noexcept {
    return annotations_ ? annotations_->find(key) : nullptr;
  }
  /// A copy of this element that carries `annotations` (merged with its own), equal in identity().
  ElementPtr annotate(std::vector<Annotation> annotations) const;
  /// This element without annotations: the original, where it is an annotated copy.
  ElementPtr deannotate() const;
  /// What counts as "the same element": an annotated copy has the identity of its original.
  const ClauseElement* identity() const noexcept {
    return annotations_ && annotations_->original() ? annotations_->original().get() : this;
  }

  // Called by Ptr (it hides RefCounted's). The first reference to an embedded element takes one to
  // its owner, the last one gives it back. A Ptr<const RefCounted> to an element may only be made
  // from another handle.
  void retain() const noexcept {
    if (count_.increment() == 0) [[unlikely]]
      first_reference();
  }
  /// Compiled once: every handle in the code of users ends with it.
  void release() const noexcept;

 protected:
  explicit ClauseElement(ElementKind kind) noexcept : kind_(kind) {}
  ClauseElement(const ClauseElement& other)
      : RefCounted(other), annotations_(other.annotations_), kind_(other.kind_) {}

  /// Makes this element a part of its owner(): references to it count for the owner, which deletes
  /// it. To be called once, before the element is shared between threads; of what make_ptr() makes,
  /// not before it has returned.
  void embed() noexcept;
  /// The element that owns this one while it is embedded.
  virtual const ClauseElement* owner() const noexcept { return nullptr; }

 private:
  void first_reference() const noexcept;
  void release_owner() const noexcept override;

  Ptr<const Annotations> annotations_;
  ElementKind kind_;
};

/// Checked downcast by kind; the caller has looked at kind().
template <class T>
const T& as(const ClauseElement& element) noexcept {
  return static_cast<const T&>(element);
}

/// Writes the SQL of the default dialect; needs the compiler layer to be linked (it registers
/// itself), otherwise writes the element's kind.
std::ostream& operator<<(std::ostream& out, const ClauseElement& element);
/// The text that operator<< writes.
std::string to_string(const ClauseElement& element);

/// How an element becomes text. Set once by the compiler layer; thread-safe after that.
using Stringifier = std::string (*)(const ClauseElement&);
void set_stringifier(Stringifier stringifier) noexcept;

}  // namespace cupel
