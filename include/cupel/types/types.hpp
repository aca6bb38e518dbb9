#pragma once

// Everything of this layer but the codecs.
#include "cupel/types/enum_type.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/parameters.hpp"
#include "cupel/types/serialized.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/sql_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/types/type_decorator.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/types/type_traits.hpp"
#include "cupel/types/user_defined_type.hpp"
#include "cupel/types/value.hpp"
