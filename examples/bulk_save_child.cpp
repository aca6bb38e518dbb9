// bulk_save_objects() of a child whose parent is persistent.
//
// A bulk operation writes rows and leaves the session alone: it neither looks at relationships nor
// learns that an object has been saved. An object that is in the session as well would be written a
// second time by the next flush; Cupel refuses that instead of inserting twice.
#include <iostream>
#include <vector>

#include <cupel/cupel.hpp>

using namespace cupel;

namespace {

struct Child;
struct Parent {
  static constexpr auto tablename = "parents";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Relationship<List<Child>, back_populates<"parent">> children{};
};
struct Child {
  static constexpr auto tablename = "children";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"parents.id">> parent_id{};
  Relationship<Parent, back_populates<"children">> parent{};
};

}  // namespace

int main() {
  Registry registry;
  registry.map<Parent, Child>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);

  Session session(engine);
  Ref<Parent> parent = session.add(Parent{.name = "foo"});
  session.commit();

  // The key is what is written. Setting it, or the reference, does not put the child into the
  // session: save-update does not cascade along back references.
  Ref<Child> by_key = make<Child>({.parent_id = std::int64_t{parent->id}});
  std::cout << "in the session: " << std::boolalpha << session.contains(by_key) << '\n';
  session.bulk_save_objects(std::vector{by_key});
  session.commit();

  const auto rows = session.execute(select(&Child::id, &Child::parent_id)).all();
  std::cout << "rows: " << rows.size() << '\n';
  return rows.size() == 1 ? 0 : 1;
}
