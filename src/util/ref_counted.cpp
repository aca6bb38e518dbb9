#include <array>
#include <cstddef>
#include <cstdint>
#include <new>

#include "cupel/util/ptr.hpp"

namespace cupel {
namespace {

// Sanitizers must see each object freed, or they could not tell who uses one afterwards.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeepsMemory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kKeepsMemory = false;
#else
constexpr bool kKeepsMemory = true;
#endif
#else
constexpr bool kKeepsMemory = true;
#endif

constexpr std::size_t kStep = 16;
constexpr std::size_t kLargest = 1024;
constexpr std::uint32_t kMostOfASize = 64;

struct FreeObject {
  FreeObject* next;
};

struct FreeList {
  FreeObject* first = nullptr;
  std::uint32_t room = kMostOfASize;
};

/// What one thread keeps. Without a destructor, so that objects can be deleted until the very end
/// of the thread; an object may be deleted by another thread than its maker and is kept there.
struct Kept {
  std::array<FreeList, kLargest / kStep + 1> of_size{};
  bool will_be_freed = false;

  void free_all() noexcept {
    for (FreeList& list : of_size) {
      while (FreeObject* const object = list.first) {
        list.first = object->next;
        ::operator delete(object);
      }
      list.room = 0;
    }
  }
};
constinit thread_local Kept kept;

struct AtThreadEnd {
  ~AtThreadEnd() { kept.free_all(); }
};

void* take_new(std::size_t size) {
  if (!kept.will_be_freed) {
    kept.will_be_freed = true;
    thread_local const AtThreadEnd at_end;
    static_cast<void>(at_end);
  }
  return ::operator new((size + kStep - 1) / kStep * kStep);
}

}  // namespace

// A part lives on here: the reference to its owner that is given back keeps it, also where another
// thread takes a new first one meanwhile.
void RefCounted::last_reference() const noexcept {
  if (is_part_) {
    release_owner();
  } else {
    delete this;
  }
}

void* RefCounted::operator new(std::size_t size) {
  if (kKeepsMemory && size <= kLargest) [[likely]] {
    FreeList& list = kept.of_size[(size + kStep - 1) / kStep];
    if (FreeObject* const object = list.first) [[likely]] {
      list.first = object->next;
      ++list.room;
      return object;
    }
  }
  return take_new(size);
}

void RefCounted::operator delete(void* object, std::size_t size) noexcept {
  if (kKeepsMemory && size <= kLargest) [[likely]] {
    FreeList& list = kept.of_size[(size + kStep - 1) / kStep];
    if (list.room != 0) [[likely]] {
      --list.room;
      auto* const free = static_cast<FreeObject*>(object);
      free->next = list.first;
      list.first = free;
      return;
    }
  }
  ::operator delete(object);
}

}  // namespace cupel
