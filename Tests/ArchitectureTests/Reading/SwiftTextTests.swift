import Testing

@Suite("Taking Swift source apart")
struct SwiftTextTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b */ c", "a         c"),
    ("/* a /* b */ c */ d", "                  d"),
    (#"f("a // b") // c"#, "f(        )     "),
    (#"f("a\"b") + c"#, "f(      ) + c"),
    (#"f("a \(b("c")) d") + e"#, "f(     b(   ))   ) + e"),
    (##"f(#"a"b\(c)"# + d)"##, "f(            + d)"),
    (##"f(#"a\#(b)c"#)"##, "f(      b)   )"),
    ("func `a Date( in a name`() {}", "func                    () {}"),
    ("case `default`", "case `default`"),
    ("let a = b / c / d", "let a = b / c / d"),
  ])
  func `comments and texts are blanked out, code stays where it is`(source: String, code: String) {
    #expect(SwiftText(source).code == [code])
  }

  @Test func `a text over several lines is blanked out line by line`() {
    let source = "let a = \"\"\"\n  UUID() \"quoted\" // no comment\n  \\(id)\n  \"\"\"\nlet b"
    let code = SwiftText(source).code
    #expect(code.count == 5)
    #expect(!code[1].contains("UUID"))
    #expect(code[2].contains("id)"))
    #expect(code[4] == "let b")
  }

  @Test func `a text that isn't closed ends with its line`() {
    #expect(SwiftText("let a = \"b\nlet c").code[1] == "let c")
  }

  @Test func `comments keep their lines`() {
    let parts = SwiftText("a // b\n/* c\nd */ e")
    #expect(parts.comments.map { $0.filter { $0 != " " } } == ["//b", "/*c", "d*/"])
    #expect(parts.code.map { $0.filter { $0 != " " } } == ["a", "", "e"])
  }
}
