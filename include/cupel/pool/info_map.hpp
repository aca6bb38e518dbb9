#pragma once

#include "cupel/util/info_map.hpp"
