// A collection that is replaced twice before a flush, with autoflush off.
//
// Both new departments become pending as they are put into the collection, and both are inserted;
// but only what the collection holds at the end is linked. An object that shall not be inserted has
// to be taken out of the session (expunge), or belong to its parent by "delete-orphan".
#include <iostream>
#include <string>

#include <cupel/cupel.hpp>

using namespace cupel;

namespace {

// Plain structs that know nothing of Cupel but for the collection; mapped onto tables below.
struct Department {
  std::int64_t id = 0;
  std::string department_name;
};
struct Employee {
  std::int64_t id = 0;
  std::string first_name;
  Relationship<List<Department>> departments{};
};

void print(const char* what, const History::Items& items) {
  std::cout << what << ':';
  for (const HistoryItem& item : items) std::cout << ' ' << item.ref<Department>()->department_name;
  std::cout << '\n';
}

void print_state(Session& session, const Ref<Employee>& employee) {
  std::cout << "new:";
  for (const ObjectRef& object : session.new_()) {
    std::cout << ' ' << Ref<Department>(object.instance())->department_name;
  }
  std::cout << '\n';
  const History history = inspect(employee).attrs(&Employee::departments).history();
  print("added", history.added);
  print("unchanged", history.unchanged);
  print("deleted", history.deleted);
}

}  // namespace

int main() {
  Registry registry;
  Table employees("employees", registry.metadata(), Column("id", Integer(), primary_key),
                  Column("first_name", String(20)));
  Table departments("departments", registry.metadata(), Column("id", Integer(), primary_key),
                    Column("department_name", String(20)));
  Table association("association", registry.metadata(),
                    Column("employee_id", ForeignKey("employees.id"), primary_key),
                    Column("department_id", ForeignKey("departments.id"), primary_key));
  registry.map_imperatively<Department>(departments, [](Mapping<Department>&) {});
  registry.map_imperatively<Employee>(employees, [&](Mapping<Employee>& m) {
    m.relationship(&Employee::departments).secondary(association);
  });

  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  auto make_session = sessionmaker(engine, {.autoflush = false, .expire_on_commit = false});
  {
    Session session = make_session();
    session.add(
        Employee{.first_name = "John", .departments = {Department{.department_name = "Sales"}}});
    session.commit();
  }

  engine.set_echo(true);
  Session session = make_session();
  {
    auto transaction = session.begin();
    Ref<Employee> john =
        session.query<Employee>().filter_by(&Employee::first_name, "John").one_or_none();
    john->departments = {make<Department>({.department_name = "support"})};
    print_state(session, john);
    john->departments = {make<Department>({.department_name = "IT"})};
    print_state(session, john);
    transaction.commit();
  }
  {
    auto transaction = session.begin();
    Ref<Employee> john =
        session.query<Employee>().filter_by(&Employee::first_name, "John").one_or_none();
    john->departments = {make<Department>({.department_name = "legal"})};
    session.expunge(john->departments[0]);
    john->departments = {make<Department>({.department_name = "research"})};
    print_state(session, john);
    transaction.commit();
  }
}
