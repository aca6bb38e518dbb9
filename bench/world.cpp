#include "world.hpp"

namespace bench {

void add_graph(cupel::Session& session, std::size_t parents, std::size_t children_each) {
  for (std::size_t p = 0; p < parents; ++p) {
    Parent parent{.name = raw::name_of(p)};
    for (std::size_t c = 0; c < children_each; ++c) {
      parent.children.append(Child{.name = raw::name_of(c)});
    }
    session.add(std::move(parent));
  }
}

void World::fill_graph(std::size_t parents, std::size_t children_each) {
  raw::insert_graph(raw, parents, children_each);
  cupel::Session session(engine);
  add_graph(session, parents, children_each);
  session.commit();
}

}  // namespace bench
