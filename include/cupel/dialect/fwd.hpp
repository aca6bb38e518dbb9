#pragma once

namespace cupel {

class URL;
class Dialect;
class DialectConnection;
class DialectRegistry;
struct ReflectedColumn;
struct ReflectedConstraint;
struct ReflectedForeignKey;
struct ReflectedIndex;

}  // namespace cupel
