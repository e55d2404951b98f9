import Foundation
import PropertyTesting
import Testing

@Suite("A value as Swift source")
struct RenderingTests {
  indirect enum Side: Sendable { case left, right(Int), both(first: Int, second: Side?) }
  indirect enum Tree: Sendable { case leaf, node(Tree, key: Int, Tree) }
  struct Box<Value> { let value: Value }
  private struct Hidden { let x: Int }
  struct Grumpy: CustomStringConvertible {
    let mood: Int
    var description: String { "go away" }
  }
  enum Shy: CustomStringConvertible {
    case here
    var description: String { "not telling you" }
  }
  enum Raw: String, CustomStringConvertible {
    case here = "h"
    var description: String { "not telling you" }
  }
  class Base { let id = 1 }
  final class Node: Base {
    var next: Node?
    lazy var never = 3
  }
  struct Story: ReportRenderable {
    var reportText: String { "once\nupon a time" }
  }

  @Test func `numbers are literals`() {
    #expect(Rendering.text(-3) == "-3")
    #expect(Rendering.text([Int8.min, 3]) == "[-128, 3]")
    #expect(Rendering.text(UInt128.max) == "340282366920938463463374607431768211455")
    #expect(Rendering.text(true) == "true")
    #expect(Rendering.text([1.5, -0.0, .nan, .infinity, -.infinity]) == "[1.5, -0.0, .nan, .infinity, -.infinity]")
    // Literals of numbers below the normal ones make the compiler warn.
    #expect(Rendering.text(-Double.leastNonzeroMagnitude) == "-.leastNonzeroMagnitude")
    #expect(Rendering.text(Double(bitPattern: 3)) == "Double(bitPattern: 0x3)")
    #expect(Rendering.text(Float(0.1)) == "0.1")
  }

  @Test func `text is quoted, and what can not be seen is spelled`() {
    #expect(Rendering.text("a\"b\\c\n\t\r\0") == #""a\"b\\c\n\t\r\u{0}""#)
    #expect(Rendering.text("\u{1b}[2J\u{202e}x\u{2066}") == #""\u{1b}[2J\u{202e}x\u{2066}""#)
    #expect(Rendering.text("e\u{301}") == #""e\u{301}""#)
    #expect(Rendering.text("é") == "\"é\"")
    #expect(
      Rendering.text("\u{a0}\u{200b}\u{feff}\u{e000}\u{10ffff}\u{2028}")
        == #""\u{a0}\u{200b}\u{feff}\u{e000}\u{10ffff}\u{2028}""#)
    #expect(Rendering.text("😀👨‍👩‍👧👍🏽🇩🇪❤️") == "\"😀👨‍👩‍👧👍🏽🇩🇪❤️\"")
    #expect(Rendering.text("\u{1f1e9}") == #""\u{1f1e9}""#)
    #expect(Rendering.text("a\u{200d}b") == #""a\u{200d}b""#)
    #expect(Rendering.text("#\\(x)") == ##""#\\(x)""##)
    #expect(Rendering.text(Character("x")) == "\"x\"")
    #expect(Rendering.text(Unicode.Scalar(UInt8(7))) == #""\u{7}""#)
    #expect(Rendering.text("abc".dropFirst()) == "\"bc\"")
  }

  @Test func `every scalar is printed so that reading it gives the scalar again`() {
    // What reads Swift's escapes back, written down a second time.
    func read(_ literal: String) -> [UInt32] {
      var scalars: [UInt32] = []
      var rest = literal.unicodeScalars.dropFirst().dropLast()
      while let first = rest.popFirst() {
        guard first == "\\", let kind = rest.popFirst() else {
          scalars.append(first.value)
          continue
        }
        switch kind {
        case "n": scalars.append(10)
        case "r": scalars.append(13)
        case "t": scalars.append(9)
        case "u":
          let digits = rest.dropFirst().prefix { $0 != "}" }
          rest = rest.dropFirst(digits.count + 2)
          scalars.append(UInt32(String(digits), radix: 16) ?? 0)
        default: scalars.append(kind.value)
        }
      }
      return scalars
    }
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x10ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if read(Rendering.text(String(scalar))) != [value] { wrong.append(value) }
    }
    #expect(wrong.count == 0)
  }

  @Test func `optionals, tuples and enums`() {
    #expect(Rendering.text(Int?.none as Any) == "nil")
    #expect(Rendering.text(Int??.some(nil) as Any) == ".some(nil)")
    #expect(Rendering.text(Int?.some(3) as Any) == "3")
    #expect(Rendering.text((1, name: "x")) == #"(1, name: "x")"#)
    #expect(Rendering.text(()) == "()")
    #expect(Rendering.text(Side.left) == ".left")
    #expect(Rendering.text(Side.right(-1)) == ".right(-1)")
    #expect(Rendering.text(Side.both(first: 1, second: .left)) == ".both(first: 1, second: .left)")
    #expect(Rendering.text(Tree.node(.leaf, key: 3, .leaf)) == ".node(.leaf, key: 3, .leaf)")
    #expect(Rendering.text(Result<Int, Discard>.success(2)) == ".success(2)")
  }

  @Test func `structs, classes and nested types are made by their parts, named without module`() {
    #expect(Rendering.text(Box(value: [1])) == "RenderingTests.Box<Array<Int>>(value: [1])")
    #expect(Rendering.text(Hidden(x: 1)) == "RenderingTests.Hidden(x: 1)")
    #expect(Rendering.text(Grumpy(mood: 3)) == "RenderingTests.Grumpy(mood: 3)")
    struct Local { let y: Int }
    #expect(Rendering.text(Local(y: 2)) == "RenderingTests.Local(y: 2)")
    #expect(Rendering.text(Int.self) == "Int.self")
    #expect(Rendering.text({ (x: Int) -> Int in x }) == "/* function */")
    let node = Node()
    #expect(Rendering.text(node) == "RenderingTests.Node(id: 1, next: nil)")
    node.next = node
    #expect(Rendering.text(node).contains("the same RenderingTests.Node again"))
    #expect(Rendering.text(Story()) == "once\nupon a time")
  }

  @Test func `an enum that hides its name is made of its raw value, or not at all`() {
    #expect(Rendering.text(Raw.here) == #"RenderingTests.Raw(rawValue: "h")!"#)
    #expect(Rendering.text(Shy.here) == "RenderingTests.Shy.… /* not telling you */")
  }

  @Test func `ranges of any bound and times`() {
    #expect(Rendering.text(1..<3) == "1..<3")
    #expect(Rendering.text(-3 ... -1) == "-3 ... -1")
    #expect(Rendering.text("a"..."b") == #""a"..."b""#)
    #expect(Rendering.text(3...) == "3...")
    #expect(Rendering.text(...3) == "...3")
    #expect(Rendering.text(..<(-3)) == "..<(-3)")
    #expect(Rendering.text(Duration.seconds(-2)) == ".seconds(-2)")
    #expect(Rendering.text(Duration.milliseconds(1_500)) == ".milliseconds(1500)")
    #expect(Rendering.text(Duration.nanoseconds(-1)) == ".nanoseconds(-1)")
    #expect(
      Rendering.text(Duration(secondsComponent: 1, attosecondsComponent: 1))
        == "Duration(secondsComponent: 1, attosecondsComponent: 1)")
  }

  @Test func `sets and dictionaries are in order, numbers by size`() {
    #expect(Rendering.text(Set([10, 9, -1])) == "[-1, 9, 10]")
    #expect(Rendering.text(["b": 1, "a": 2]) == #"["a": 2, "b": 1]"#)
    #expect(Rendering.text([Int: Int]()) == "[:]")
    #expect(Rendering.text([AnyHashable("x"): 1]) == #"["x": 1]"#)
  }

  @Test func `lists of one element repeated are short, long bytes are counted`() {
    #expect(Rendering.text([UInt8](repeating: 0, count: 1_000)) == "Array(repeating: 0, count: 1000)")
    #expect(Rendering.text([0, 0, 0]) == "[0, 0, 0]")
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(Rendering.text(bytes).hasSuffix("… /* 744 more of 1000 bytes */\n]"))
    #expect(Rendering.text(bytes).split(separator: "\n").allSatisfy { $0.count <= 101 })
    let inline: InlineArray<3, Int> = [1, 2, 3]
    #expect(Rendering.text(inline) == "[1, 2, 3]")
  }

  @Test func `values of Foundation are made by their initialisers`() throws {
    let id = try #require(UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"))
    #expect(Rendering.text(id) == "UUID(uuidString: \"E621E1F8-C36C-495A-93FC-0C247A3E6E5F\")!")
    #expect(Rendering.text(Date(timeIntervalSinceReferenceDate: 1.5)) == "Date(timeIntervalSinceReferenceDate: 1.5)")
    #expect(Rendering.text(Data([1, 2])) == "Data([1, 2])")
    #expect(Rendering.text(Decimal(3)) == "Decimal(string: \"3\")!")
  }

  @Test func `what is too long is cut where nobody can miss it`() {
    let long = Rendering.text((0..<100_000).map { "element \($0)" })
    #expect(long.count < 2 * Rendering.sizeLimit && long.contains("more of 100000"))
    let text = Rendering.text(String(repeating: "x", count: 100_000))
    #expect(text.count < Rendering.sizeLimit && text.contains("\" … /* ") && text.hasSuffix(" more scalars */"))
    var deep: Tree = .leaf
    for _ in 0..<500 { deep = .node(deep, key: 0, .leaf) }
    #expect(Rendering.text(deep).contains("…"))
  }
}
