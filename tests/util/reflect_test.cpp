#include "cupel/util/reflect.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

struct Empty {};
struct One {
  int only;
};
struct Unknown;
template <class T>
struct Greedy {
  Greedy() = default;
  template <class U>
  Greedy(U&&) {}
};
struct Mixed {
  int number{};
  std::string text{};
  std::optional<std::string> maybe{};
  std::vector<Unknown*> items{};
  int array[3]{};
  Greedy<Unknown> greedy{};
  struct {
    int a, b;
  } nested{};
  bool last_1 = true;
};
struct Base {
  int x{};
};
struct Derived : Base {
  int y{};
};
class WithPrivate {
 public:
  int a{};

 private:
  [[maybe_unused]] int b_{};
};

TEST(Reflection, CountsTheMembersOfAnAggregate) {
  static_assert(cupel::field_count<Empty> == 0);
  static_assert(cupel::field_count<One> == 1);
  static_assert(cupel::field_count<Mixed> == 8);
}

TEST(Reflection, NamesTheMembersInOrder) {
  const auto& names = cupel::field_names<Mixed>;
  EXPECT_EQ(std::vector<std::string_view>(names.begin(), names.end()),
            (std::vector<std::string_view>{"number", "text", "maybe", "items", "array", "greedy",
                                           "nested", "last_1"}));
}

TEST(Reflection, VisitsMembersWithTheirNames) {
  Mixed mixed{.number = 3, .text = "t"};
  std::string seen;
  cupel::for_each_field(mixed, [&]<class M>(M& member, std::string_view name) {
    seen += name;
    if constexpr (std::is_same_v<M, int>) seen += '=' + std::to_string(member);
    seen += ' ';
  });
  EXPECT_EQ(seen, "number=3 text maybe items array greedy nested last_1 ");
}

TEST(Reflection, GivesOffsetsWithoutAnObject) {
  const Mixed mixed;
  std::vector<std::size_t> offsets;
  cupel::for_each_field_type<Mixed>(
      [&]<class M>(std::string_view, std::size_t offset) { offsets.push_back(offset); });
  const char* const begin = reinterpret_cast<const char*>(&mixed);
  EXPECT_EQ(begin + offsets[1], reinterpret_cast<const char*>(&mixed.text));
  EXPECT_EQ(begin + offsets[7], reinterpret_cast<const char*>(&mixed.last_1));
  EXPECT_EQ(cupel::member_offset(&Mixed::maybe), offsets[2]);
}

TEST(Reflection, NamesAPointerToMember) {
  static_assert(cupel::member_name<&Mixed::maybe> == "maybe");
  static_assert(cupel::member_name<&Derived::y> == "y");
}

TEST(Reflection, RefusesWhatItCannotList) {
  static_assert(cupel::Reflectable<Mixed>);
  static_assert(!cupel::Reflectable<Derived>);
  static_assert(!cupel::Reflectable<WithPrivate>);
  static_assert(!cupel::Reflectable<int>);
}

#define CUPEL_TEN(p) \
  int p##0 {}, p##1 {}, p##2 {}, p##3 {}, p##4 {}, p##5 {}, p##6 {}, p##7 {}, p##8 {}, p##9 {};
struct Hundred {
  CUPEL_TEN(a)
  CUPEL_TEN(b)
  CUPEL_TEN(c)
  CUPEL_TEN(d)
  CUPEL_TEN(e)
  CUPEL_TEN(f)
  CUPEL_TEN(g)
  CUPEL_TEN(h)
  CUPEL_TEN(i)
  CUPEL_TEN(j)
  CUPEL_TEN(k)
  CUPEL_TEN(l)
  int m0{}, m1{}, m2{}, m3{}, m4{}, m5{}, m6{}, m7{};
};
#undef CUPEL_TEN

TEST(Reflection, ListsAHundredAndTwentyEightMembers) {
  static_assert(cupel::field_count<Hundred> == 128);
  EXPECT_EQ(cupel::field_names<Hundred>[127], "m7");
  EXPECT_EQ(cupel::field_names<Hundred>[37], "d7");
}

}  // namespace
