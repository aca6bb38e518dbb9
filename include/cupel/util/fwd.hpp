#pragma once

namespace cupel {

class RefCounted;
template <class T>
class Ptr;
class Arena;
struct Cell;
class Logger;

}  // namespace cupel
