/* The languages whose code is shown in colours: a row each. What a field means stands in colour.h;
 * keywords are those of the languages' own references, built-in functions are none. */
#include "book/colour.h"

#define C_COMMENT "/* */"
#define C_WORDS                                                                                    \
    "auto break case char const continue default do double else enum extern float for goto if "    \
    "inline int long register return short signed sizeof static struct switch typedef union "      \
    "unsigned void volatile while "

static const sei_colour_language languages[] = {
    {"c h",
     C_WORDS "bool restrict _Alignas _Alignof _Atomic _Bool _Generic _Noreturn _Static_assert NULL "
             "true false",
     "//", C_COMMENT, NULL, "\"", SEI_COLOUR_DIRECTIVES | SEI_COLOUR_LETTERS},
    {"cpp c++ cc cxx hpp arduino",
     C_WORDS "bool catch class concept constexpr co_await co_return co_yield decltype delete "
             "explicit export false final friend mutable namespace new noexcept nullptr operator "
             "override private protected public requires template this throw true try typename "
             "using virtual",
     "//", C_COMMENT, NULL, "\"", SEI_COLOUR_DIRECTIVES | SEI_COLOUR_LETTERS},
    {"csharp cs c#",
     "abstract as async await base bool break byte case catch char class const continue decimal "
     "default delegate do double else enum event false finally float for foreach get if in int "
     "interface internal is lock long namespace new null object out override params private "
     "protected public readonly record ref return sealed set short static string struct switch "
     "this throw true try typeof uint using var virtual void when where while yield",
     "//", C_COMMENT, "\"\"\"", "\"", SEI_COLOUR_DIRECTIVES | SEI_COLOUR_LETTERS},
    {"java",
     "abstract assert boolean break byte case catch char class const continue default do double "
     "else enum extends false final finally float for if implements import instanceof int "
     "interface long native new null package permits private protected public record return "
     "sealed short static super switch synchronized this throw throws transient true try var void "
     "volatile while yield",
     "//", C_COMMENT, "\"\"\"", "\"", SEI_COLOUR_LETTERS | SEI_COLOUR_SIGILS},
    {"kotlin kt kts",
     "abstract as break by catch class companion const constructor continue data do else enum "
     "false final finally for fun if import in init inline interface internal is lateinit null "
     "object open operator out override package private protected public return sealed super "
     "suspend this throw true try typealias val var vararg when where while",
     "//", C_COMMENT, "\"\"\"", "\"", SEI_COLOUR_LETTERS},
    {"scala",
     "abstract case catch class def do else enum extends false final finally for given if implicit "
     "import lazy match new null object override package private protected return sealed super "
     "then this throw trait true try type using val var while with yield",
     "//", C_COMMENT, "\"\"\"", "\"", SEI_COLOUR_LETTERS},
    {"swift",
     "as associatedtype async await break case catch class continue default defer deinit do else "
     "enum extension fallthrough false fileprivate for func guard if import in init inout internal "
     "is let nil open operator override private protocol public repeat rethrows return self some "
     "static struct subscript super switch throw throws true try typealias var where while",
     "//", C_COMMENT, "\"\"\"", "\"", SEI_COLOUR_DIRECTIVES | SEI_COLOUR_SIGILS},
    {"go golang",
     "break case chan const continue default defer else fallthrough false for func go goto if "
     "import interface iota map nil package range return select struct switch true type var bool "
     "byte error float32 float64 int int32 int64 rune string uint uint8",
     "//", C_COMMENT, "`", "\"", SEI_COLOUR_LETTERS},
    {"rust rs",
     "as async await break const continue crate dyn else enum extern false fn for if impl in let "
     "loop match mod move mut pub ref return self Self static struct super trait true type unsafe "
     "use where while bool char f32 f64 i32 i64 isize str String u8 u32 u64 usize",
     "//", C_COMMENT, NULL, "\"", SEI_COLOUR_LETTERS},
    {"javascript js jsx mjs node",
     "async await break case catch class const continue debugger default delete do else export "
     "extends false finally for from function get if import in instanceof let new null of return "
     "set static super switch this throw true try typeof undefined var void while with yield",
     "//", C_COMMENT, "`", "\"'", 0},
    {"typescript ts tsx",
     "abstract any as async await boolean break case catch class const continue declare default "
     "delete do else enum export extends false finally for from function get if implements import "
     "in infer instanceof interface is keyof let namespace never new null number object of private "
     "protected public readonly return satisfies set static string super switch this throw true "
     "try type typeof undefined unknown var void while yield",
     "//", C_COMMENT, "`", "\"'", 0},
    {"dart",
     "abstract as assert async await break case catch class const continue default do dynamic else "
     "enum export extends extension factory false final finally for if implements import in is "
     "late library mixin new null on operator part required return static super switch this throw "
     "true try typedef var void while with yield",
     "//", C_COMMENT, "\"\"\" '''", "\"'", SEI_COLOUR_SIGILS},
    {"php",
     "abstract and array as break case catch class clone const continue declare default do echo "
     "else elseif empty enum extends false final finally fn for foreach function global if "
     "implements include instanceof interface isset match namespace new null or print private "
     "protected public readonly require require_once return self static switch this throw trait "
     "true try unset use var while xor yield",
     "// #", C_COMMENT, NULL, "\"'", SEI_COLOUR_SIGILS},
    {"python py py3 ipython",
     "and as assert async await break case class continue def del elif else except False finally "
     "for from global if import in is lambda match None nonlocal not or pass raise return self "
     "True try while with yield",
     "#", NULL, "\"\"\" '''", "\"'", SEI_COLOUR_SIGILS},
    {"ruby rb",
     "alias and begin break case class def defined do else elsif end ensure false for if in module "
     "next nil not or redo rescue retry return self super then true undef unless until when while "
     "yield require attr_accessor attr_reader",
     "#", "=begin =end", NULL, "\"'", SEI_COLOUR_SIGILS},
    {"elixir ex exs",
     "after and case catch cond def defmodule defp defstruct do else end false fn for if import in "
     "nil not or quote raise receive rescue true try unless use when with",
     "#", NULL, "\"\"\"", "\"", SEI_COLOUR_SIGILS},
    {"perl pl",
     "and cmp continue do else elsif eq for foreach ge gt if last le local lt my ne next no not or "
     "our package print redo require return sub unless until use while xor",
     "#", NULL, NULL, "\"'", SEI_COLOUR_SIGILS | SEI_COLOUR_SPARSE},
    {"lua",
     "and break do else elseif end false for function goto if in local nil not or repeat return "
     "then true until while",
     "--", "--[[ ]]", NULL, "\"'", 0},
    {"r",
     "break else FALSE for function if in Inf NA NaN next NULL repeat return TRUE while library",
     "#", NULL, NULL, "\"'", 0},
    {"julia jl",
     "abstract baremodule begin break catch const continue do else elseif end export false finally "
     "for function global if import in let local macro module mutable quote return struct true try "
     "using where while",
     "#", "#= =#", "\"\"\"", "\"", SEI_COLOUR_SIGILS},
    {"haskell hs",
     "case class data default deriving do else family forall foreign if import in infix infixl "
     "infixr instance let module newtype of qualified then type where",
     "--", "{- -}", NULL, "\"", SEI_COLOUR_LETTERS},
    {"shell sh bash zsh console shellsession fish",
     "case do done elif else esac exit export fi for function if in local readonly return select "
     "set shift source then unset until while",
     "#", NULL, NULL, "\"'", SEI_COLOUR_SIGILS | SEI_COLOUR_SPARSE | SEI_COLOUR_DASHES},
    {"powershell ps1 pwsh",
     "begin break catch class continue do else elseif end exit filter finally for foreach from "
     "function if in param process return switch throw trap try until using while",
     "#", "<# #>", NULL, "\"'", SEI_COLOUR_SIGILS | SEI_COLOUR_ANY_CASE | SEI_COLOUR_DASHES},
    {"bat cmd dos",
     "call cd cls copy del dir echo else endlocal errorlevel exist exit for goto if in not off on "
     "pause rem set setlocal shift start",
     "::", NULL, NULL, "\"", SEI_COLOUR_ANY_CASE},
    {"sql mysql postgresql postgres sqlite plsql",
     "add all alter and as asc begin between by case check column commit constraint create cross "
     "database default delete desc distinct drop else end exists explain false foreign from full "
     "function grant group having if in index inner insert into is join key left like limit not "
     "null offset on or order outer over partition primary references returning right rollback "
     "select set table then transaction trigger true union unique update using values view when "
     "where with",
     "--", C_COMMENT, NULL, "'\"`", SEI_COLOUR_ANY_CASE},
    {"graphql gql",
     "directive enum extend false fragment implements input interface mutation null on query "
     "scalar schema subscription true type union",
     "#", NULL, "\"\"\"", "\"", SEI_COLOUR_SIGILS},
    {"proto protobuf",
     "bool bytes double enum extend extensions false fixed32 float import int32 int64 map message "
     "oneof option optional package public repeated required reserved returns rpc service stream "
     "string syntax true uint32 uint64",
     "//", C_COMMENT, NULL, "\"'", 0},
    {"css scss less", "important", NULL, C_COMMENT, NULL, "\"'",
     SEI_COLOUR_KEYS | SEI_COLOUR_SIGILS | SEI_COLOUR_DASHES},
    {"html xml svg xhtml vue svelte plist rss", NULL, NULL, "<!-- -->", NULL, "\"'",
     SEI_COLOUR_MARKUP},
    {"json jsonc json5", "true false null", "//", C_COMMENT, NULL, "\"", SEI_COLOUR_KEYS},
    {"yaml yml frontmatter", "true false null yes no on off", "#", NULL, NULL, "\"'",
     SEI_COLOUR_KEYS | SEI_COLOUR_SPARSE | SEI_COLOUR_DASHES},
    {"toml ini cfg conf properties dotenv env", "true false", "# ;", NULL, "\"\"\" '''", "\"'",
     SEI_COLOUR_KEYS | SEI_COLOUR_SPARSE | SEI_COLOUR_DASHES},
    {"dockerfile docker",
     "add arg as cmd copy entrypoint env expose from healthcheck label maintainer onbuild run "
     "shell stopsignal user volume workdir",
     "#", NULL, NULL, "\"'",
     SEI_COLOUR_ANY_CASE | SEI_COLOUR_SIGILS | SEI_COLOUR_SPARSE | SEI_COLOUR_DASHES},
    {"makefile make mk", "define else endef endif export ifdef ifeq ifndef ifneq include override",
     "#", NULL, NULL, "\"", SEI_COLOUR_KEYS | SEI_COLOUR_SIGILS | SEI_COLOUR_DASHES},
    {"cmake",
     "add_executable add_library add_subdirectory add_test else elseif endforeach endfunction "
     "endif endwhile find_package foreach function if include install option project set "
     "target_include_directories target_link_libraries while",
     "#", NULL, NULL, "\"", SEI_COLOUR_ANY_CASE},
    {"nix", "assert else false if import in inherit let null or rec then true with", "#", C_COMMENT,
     "''", "\"", SEI_COLOUR_KEYS | SEI_COLOUR_DASHES},
    {"latex tex bibtex", NULL, "%", NULL, NULL, NULL, SEI_COLOUR_COMMANDS},
    {"lisp scheme clojure clj elisp racket",
     "and begin cond def define defmacro defn defun do else fn if lambda let loop nil not or progn "
     "quote recur set! setq when",
     ";", NULL, NULL, "\"", SEI_COLOUR_DASHES},
    {"vim viml",
     "call else elseif endfor endfunction endif endwhile for function if in let "
     "map nnoremap return set while",
     NULL, NULL, NULL, "'", 0},
    {"diff patch", NULL, NULL, NULL, NULL, NULL, SEI_COLOUR_DIFF},
};

/* Whether the word is in the list, in small letters there. */
static bool has_name(const char *list, sei_str word) {
    sei_str rest = sei_str_from(list), name;
    while (sei_str_split(&rest, ' ', &name))
        if (sei_str_equal_ascii_case(name, word))
            return true;
    return false;
}

const sei_colour_language *sei_colour_find(sei_str info) {
    size_t from = 0, end;
    while (from < info.size &&
           (info.at[from] == '{' || info.at[from] == '.' || info.at[from] == ' '))
        from++; /* ```{.python} */
    for (end = from; end < info.size; end++)
        if (sei_str_find_byte(SEI_STR(" \t,:{}=("), info.at[end], 0) != SEI_STR_NONE)
            break;
    const sei_str word = sei_str_slice(info, from, end);
    for (size_t i = 0; word.size && i < sizeof languages / sizeof languages[0]; i++)
        if (has_name(languages[i].names, word))
            return &languages[i];
    return NULL;
}
