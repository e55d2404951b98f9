import Testing
import Web

@Suite("JSON from outside")
struct JSONShapeTests {
  private func fault(_ text: String) -> JSONShape.Fault? { JSONShape.fault(in: Array(text.utf8)) }

  @Test(arguments: [
    "", "1", "{}", #"{"a":1,"b":{"a":[{"a":2},{"a":3}]},"c":"a"}"#, #"{"a":"a","b":"a"}"#, #"["a","a"]"#,
    #"{"a":"\"a\":1,","b":"{[\\"}"#, #"{"a":[1,"b","c"],"b":2}"#, "}]", "{\"a", "\"\\", #"{"a\n":1,"an":2}"#,
  ])
  func `what has no fault, or another`(text: String) { #expect(fault(text) == nil) }

  @Test(arguments: [
    #"{"a":1,"a":2}"#, #"{"b":{"c":[]},"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"[{"a":{},"x":[{"y":1}],"a":1}]"#,
    #"{ "a" : 1 , "a" : 2 }"#,
  ])
  func `two members of one name`(text: String) { #expect(fault(text) == .repeated("a")) }

  @Test func `a name behind an escape is read as it is meant`() {
    #expect(fault(#"{"\ud83d\ude00":1,"😀":2}"#) == .repeated("😀"))
    #expect(fault(#"{"a\/b":1,"a/b":2}"#) == .repeated("a/b"))
  }

  @Test func `so deep and no deeper`() {
    let most = JSONShape.maximumDepth
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(fault(nested(most)) == nil)
    #expect(fault(nested(most + 1)) == .tooDeep)
    #expect(fault(String(repeating: #"{"a":"#, count: 100_000)) == .tooDeep)
    #expect(fault("[" + Array(repeating: nested(most - 1), count: 100).joined(separator: ",") + "]") == nil)
  }

  @Test func `bytes that are no UTF-8, and U+0000 in a text`() {
    #expect(JSONShape.fault(in: [UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\"")]) == .notUTF8)
    #expect(fault(#"{"a":"x\u0000y"}"#) == .zero)
    #expect(fault(#"{"a":"x\\u0000y"}"#) == nil)
  }
}
