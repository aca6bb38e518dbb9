#pragma once

// The whole tree.
#include "cupel/error/circular_dependency.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/error.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
