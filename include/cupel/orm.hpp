#pragma once

// The object relational mapper: mapped classes, sessions, queries. Umbrella for users; the library
// itself includes single headers.

#include "cupel/engine.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/history.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/make.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"
#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/orm/query/write_only.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"
#include "cupel/orm/session/scoped_session.hpp"
#include "cupel/orm/session/session.hpp"
#include "cupel/orm/session/sessionmaker.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/types/types.hpp"
