#pragma once

#include "cupel/orm/fwd.hpp"
