// Area "custom" of the corpus: SQL that users make.

#include "cupel/sql/compiler/compiles.hpp"
#include "cupel/sql/compiler/compiles_ddl.hpp"
#include "cupel/sql/expression/extension_element.hpp"
#include "cupel/sql/expression/sql_value.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/types/type_decorator.hpp"
#include "cupel/types/user_defined_type.hpp"

#include "ddl_fixture.hpp"

namespace cupel::conformance {
namespace {

// --- functions of one's own: nodes derived from Function, under a name of their own
// -----------------

/// name(arguments), rendered by a hook.
template <class Self>
class OwnFunction : public FieldsOf<Self, ExtensionElement> {
 public:
  OwnFunction(std::string_view name, std::vector<Operand> arguments, TypePtr type)
      : FieldsOf<Self, ExtensionElement>(std::move(type)), name_(name) {
    for (Operand& argument : arguments) {
      arguments_.push_back(detail::coerce_expression(std::move(argument), {}, name_));
    }
  }
  std::string_view construct_name() const noexcept override { return Self::kName; }
  Name element_name() const override { return Name(name_); }
  const ColumnList& arguments() const noexcept { return arguments_; }

  template <class S, class F>
  static void for_each_field(S& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("name", self.name_);
    f("arguments", self.arguments_);
  }

 private:
  std::string name_;
  ColumnList arguments_;
};

struct Greatest final : OwnFunction<Greatest> {
  static constexpr std::string_view kName = "test.greatest";
  using OwnFunction::OwnFunction;
};
struct Coalesce2 final : OwnFunction<Coalesce2> {
  static constexpr std::string_view kName = "test.coalesce2";
  using OwnFunction::OwnFunction;
};
struct OnlyPg final : OwnFunction<OnlyPg> {
  static constexpr std::string_view kName = "test.only_pg";
  using OwnFunction::OwnFunction;
};
struct UtcNow final : OwnFunction<UtcNow> {
  static constexpr std::string_view kName = "test.utcnow";
  using OwnFunction::OwnFunction;
};

template <class T>
Expr<Untyped> call(std::string_view name, std::vector<Operand> arguments = {}, TypePtr type = {}) {
  return Expr<Untyped>(make_ptr<T>(name, std::move(arguments), std::move(type)));
}

void arguments_text(const ColumnList& arguments, SqlCompiler& c, const RenderScope& s) {
  c.out() << '(';
  c.render_list(arguments, ", ", s);
  c.out() << ')';
}

// --- a FROM element, clauses and DDL of one's own ------------------------------------------------

/// table AS OF when
class AsOf final : public ExtensionFrom {
 public:
  static constexpr std::string_view kName = "test.as_of";
  AsOf(const FromExpr& table, const Expr<std::string>& when)
      : table_(table.node()), when_(when.node()) {}
  std::string_view construct_name() const noexcept override { return kName; }
  const FromPtr& table() const noexcept { return table_; }
  const ColumnPtr& when() const noexcept { return when_; }
  Name from_name() const override { return {}; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<AsOf>(*this); }

 protected:
  void populate_columns(Columns&) const override {}

 private:
  FromPtr table_;
  ColumnPtr when_;
};

/// A text at one point of a statement.
class Piece final : public FieldsOf<Piece, ExtensionClause> {
 public:
  static constexpr std::string_view kName = "test.piece";
  explicit Piece(std::string text) : text_(std::move(text)) {}
  std::string_view construct_name() const noexcept override { return kName; }
  const std::string& text() const noexcept { return text_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("text", self.text_);
  }

 private:
  std::string text_;
};

/// An extension at `point`; `replaces`: there is one of its kind at most.
class Extension {
 public:
  Extension(std::string_view point, std::string text, bool replaces = false)
      : point_(point), element_(make_ptr<Piece>(std::move(text))), replaces_(replaces) {}
  std::string_view point() const noexcept { return point_; }
  ElementPtr element() const noexcept { return element_; }
  bool replaces_same_type() const noexcept { return replaces_; }

 private:
  std::string_view point_;
  ElementPtr element_;
  bool replaces_;
};

class DropEverythingNode final : public DdlExtension {
 public:
  explicit DropEverythingNode(std::string name) : name_(std::move(name)) {}
  std::string_view construct_name() const noexcept override { return "test.drop_everything"; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<DropEverythingNode>(*this); }
  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};
struct DropEverything : DdlStatement {
  explicit DropEverything(std::string name)
      : DdlStatement(make_ptr<DropEverythingNode>(std::move(name))) {}
};

class MaskedColumnNode final : public DdlExtension {
 public:
  explicit MaskedColumnNode(CreateColumn column) : column_(std::move(column)) {}
  std::string_view construct_name() const noexcept override { return "test.masked_column"; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<MaskedColumnNode>(*this); }
  const CreateColumn& column() const noexcept { return column_; }

 private:
  CreateColumn column_;
};
struct MaskedColumn : DdlStatement {
  explicit MaskedColumn(const Column& column)
      : DdlStatement(make_ptr<MaskedColumnNode>(CreateColumn(column))) {}
};

// --- types of one's own --------------------------------------------------------------------------

class Geometry : public UserDefinedTypeOf<Geometry>, public SqlValueExpressions {
 public:
  bool cache_ok() const noexcept override { return true; }
  std::string col_spec() const override { return "GEOMETRY"; }
  Expr<Untyped> bind_expression(const Expr<Untyped>& value) const override {
    return func("ST_GeomFromText", value).type(*this);
  }
  Expr<Untyped> column_expression(const Expr<Untyped>& column) const override {
    return func("ST_AsText", column).type(*this);
  }
};

class Upper : public TypeDecoratorOf<Upper>, public SqlValueExpressions {
 public:
  Upper() : TypeDecoratorOf(String()) {}
  bool cache_ok() const noexcept override { return true; }
  Expr<Untyped> bind_expression(const Expr<Untyped>& value) const override {
    return func::upper(value);
  }
};

class Lower : public TypeDecoratorOf<Lower>, public SqlValueExpressions {
 public:
  Lower() : TypeDecoratorOf(String()) {}
  bool cache_ok() const noexcept override { return true; }
  Expr<Untyped> column_expression(const Expr<Untyped>& column) const override {
    return func::lower(column);
  }
};

class Flexible : public TypeDecoratorOf<Flexible> {
 public:
  Flexible() : TypeDecoratorOf(String()) {}
  bool cache_ok() const noexcept override { return true; }
  TypePtr coerce_compared_value(ArithmeticOp, const Value& value) const override {
    return value.kind() == ValueKind::integer ? TypePtr(make_ptr<Integer>()) : self();
  }
};

class TextName : public TypeDecoratorOf<TextName> {
 public:
  TextName() : TypeDecoratorOf(String(20)) {}
  bool cache_ok() const noexcept override { return true; }
  std::string_view python_name() const noexcept override { return "Name"; }
};

class Status : public TypeDecoratorOf<Status> {
 public:
  Status()
      : TypeDecoratorOf(Enum(
            {"on", "off"}, {.name = "status", .native_enum = false, .create_constraint = true})) {}
  bool cache_ok() const noexcept override { return true; }
};

class Id : public TypeDecoratorOf<Id> {
 public:
  Id() : TypeDecoratorOf(BigInteger()) {}
  bool cache_ok() const noexcept override { return true; }
};

const bool registered = [] {
  compiles<Greatest>([](const Greatest& e, SqlCompiler& c, const RenderScope& s) {
    c.out() << "greatest";
    arguments_text(e.arguments(), c, s.with_binds());
  });
  for (const char* dialect : {"sqlite", "mssql"}) {
    compiles<Greatest>(
        [](const Greatest& e, SqlCompiler& c, const RenderScope& s) {
          const Expr<Untyped> a(e.arguments()[0]);
          const Expr<Untyped> b(e.arguments()[1]);
          const Expr<Untyped> whole = case_({{a > b, a}}, b);
          c.render(*whole.node(), s);
        },
        dialect);
  }
  compiles<Coalesce2>([](const Coalesce2& e, SqlCompiler& c, const RenderScope& s) {
    c.out() << "coalesce2";
    arguments_text(e.arguments(), c, s);
  });
  compiles<Coalesce2>(
      [](const Coalesce2& e, SqlCompiler& c, const RenderScope& s) {
        c.out() << "nvl";
        arguments_text(e.arguments(), c, s);
      },
      "oracle");
  compiles<OnlyPg>(
      [](const OnlyPg&, SqlCompiler& c, const RenderScope&) { c.out() << "only_pg()"; },
      "postgresql");
  compiles<UtcNow>(
      [](const UtcNow&, SqlCompiler& c, const RenderScope&) { c.out() << "CURRENT_TIMESTAMP"; });
  compiles<UtcNow>([](const UtcNow&, SqlCompiler& c,
                      const RenderScope&) { c.out() << "TIMEZONE('utc', CURRENT_TIMESTAMP)"; },
                   "postgresql");
  compiles<UtcNow>(
      [](const UtcNow&, SqlCompiler& c, const RenderScope&) { c.out() << "GETUTCDATE()"; },
      "mssql");
  compiles<AsOf>([](const AsOf& e, SqlCompiler& c, const RenderScope& outer) {
    RenderScope s = outer;
    s.as_from = true;
    c.render(*e.table(), s);
    c.out() << " AS OF ";
    s.as_from = false;
    c.render(*e.when(), s);
  });
  compiles<Piece>([](const Piece& e, SqlCompiler& c, const RenderScope&) { c.out() << e.text(); });
  compiles_ddl<DropEverythingNode>([](const DropEverythingNode& e, DdlCompiler& c) {
    return "DROP EVERYTHING IN " + c.preparer().quote(e.name());
  });
  compiles_ddl<MaskedColumnNode>([](const MaskedColumnNode& e, DdlCompiler& c) {
    return c.process(e.column().ddl()) + " MASKED";
  });
  return true;
}();

Table typed_table(const char* name, const TypeArg& type) {
  return Table("t", MetaData(), Column("id", Integer()), Column(name, type));
}

}  // namespace

CASE("custom/compiles_binary_operator_element") {
  return select(users.c["id"])
      .where(call<Greatest>("greatest", {users.c["age"], 20}, make_ptr<Numeric>()) > 30);
}

CASE("custom/compiles_column_element") {
  return select(call<Coalesce2>("coalesce2", {users.c["fullname"], "none"}));
}

CASE("custom/compiles_ddl_element") {
  return DropEverything("My Schema");
}

CASE("custom/compiles_from_clause") {
  return select(literal_column("*"))
      .select_from(FromExpr(make_ptr<AsOf>(users, literal("yesterday"))));
}

CASE("custom/compiles_override_of_create_column") {
  const Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer()));
  return MaskedColumn(t.c["b"]);
}

CASE("custom/compiles_per_dialect_only_error") {
  return select(call<OnlyPg>("only_pg"));
}

CASE("custom/compiles_utcnow") {
  return insert(users).values(
      ValueRow{{"name", "x"}, {"created_at", call<UtcNow>("utcnow", {}, make_ptr<DateTime>())}});
}

CASE("custom/generic_function_quoted_name") {
  return select(func(quoted_name("ST_Buffer2", true), users.c["name"]).type(String()));
}

CASE("custom/generic_function_type_in_expression") {
  return select(func("my_len", users.c["name"]).type(Integer()) + 1);
}

CASE("custom/replacement_of_column") {
  const auto expr = and_(users.c["age"] > 5, users.c["name"] == "x");
  const ElementPtr age = users.c["age"].node();
  const ElementPtr id = users.c["id"].node();
  return Expr<bool>(static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
      *expr.node(), [&](const ClauseElement& e) { return &e == age.get() ? id : ElementPtr(); })));
}

CASE("custom/select_from_statement_params") {
  const auto stmt = select(users.c["id"]).where(users.c["name"] == bindparam("n"));
  return stmt.params({{"n", "given"}}).where(users.c["age"] == bindparam("a", Value(5)));
}

CASE("custom/syntax_extension_on_dml") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where(users.c["id"] == 5)
      .returning(users.c["id"])
      .ext(Extension("post_criteria", "ORDER BY id"));
}

CASE("custom/syntax_extension_post_body") {
  return select(users.c["id"])
      .where(users.c["age"] > 5)
      .order_by(users.c["id"])
      .limit(3)
      .ext(Extension("post_body", "OPTION (FIRST)", true))
      .ext(Extension("post_body", "OPTION (FAST 5)", true));
}

CASE("custom/syntax_extension_pre_columns") {
  return select(users.c["id"])
      .distinct()
      .prefix_with("P")
      .ext(Extension("pre_columns", "SQL_CALC_FOUND_ROWS"))
      .ext(Extension("pre_columns", "SQL_BIG_RESULT"));
}

CASE("custom/type_bind_expression") {
  const Table t = typed_table("g", Geometry());
  return select(t).where(t.c["g"] == "POINT(1 2)");
}

CASE("custom/type_bind_expression_insert") {
  const Table t = typed_table("g", Geometry());
  return insert(t).values(ValueRow{{"id", 1}, {"g", "POINT(1 2)"}});
}

CASE("custom/type_bind_expression_update_and_in") {
  const Table t = typed_table("u", Upper());
  return update(t).values(ValueRow{{"u", "a"}}).where(t.c["u"].in_({"b", "c"}));
}

CASE("custom/type_coerce_compared_value") {
  const Table t("t", MetaData(), Column("f", Flexible()));
  return select(t.c["f"] + 5, t.c["f"] + "x");
}

CASE("custom/type_column_expression_returning") {
  const Table t = typed_table("l", Lower());
  return insert(t).values(ValueRow{{"id", 1}}).returning(t.c["l"]);
}

CASE("custom/type_column_expression_tablename_labels") {
  const Table t = typed_table("l", Lower());
  return select(t).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("custom/type_decorator_comparison_keeps_type") {
  const Table t("t", MetaData(), Column("n", TextName()));
  return select((t.c["n"] + "x").label("e")).where(t.c["n"].like("a%"));
}

CASE("custom/type_decorator_of_enum_in_create_table") {
  return CreateTable(Table("t", MetaData(), Column("s", Status())));
}

CASE("custom/type_decorator_pk_autoincrement") {
  return CreateTable(Table("t", MetaData(), Column("id", Id(), primary_key)));
}

CASE("custom/variant_in_expression") {
  const Table t("t", MetaData(), Column("v", String(5).with_variant(Text(), "postgresql")));
  return select(t.c["v"] + "x").where(t.c["v"] == "y");
}

// Where SQLAlchemy remembers what a lambda built, a statement is kept: it is a value.
CASE("custom/lambda_statement") {
  static const auto statement =
      select(users.c["id"])
          .where(users.c["age"] > bindparam("limit", 5, BindOptions{.unique = true}));
  return statement;
}

}  // namespace cupel::conformance
