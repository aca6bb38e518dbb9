#pragma once

namespace cupel {

struct CompileOptions;
struct CompilerTraits;
struct RenderScope;
class Compiled;
class CompilerContext;
class DdlCompiler;
class FromLinter;
class IdentifierPreparer;
class SqlCompiler;
class TypeCompiler;

}  // namespace cupel
