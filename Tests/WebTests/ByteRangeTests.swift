import Testing
import Web

@Suite("Parts of bodies")
struct ByteRangeTests {
  private static func range(_ header: String?, of count: Int, ifRange: String? = nil) -> ByteRange {
    var headers = Headers()
    if let header { headers["Range"] = header }
    if let ifRange { headers["If-Range"] = ifRange }
    return ByteRange(Request(.get, "/", headers: headers), of: count)
  }

  @Test(arguments: [
    ("bytes=0-0", 0..<1), ("bytes=2-4", 2..<5), ("bytes=9-", 9..<10), ("bytes=0-99", 0..<10), ("bytes=-3", 7..<10),
    ("bytes=-99", 0..<10), ("bytes=3-99999999999999999999", 3..<10),
  ])
  func `one range is served, as far as there is something`(header: String, part: Range<Int>) {
    #expect(Self.range(header, of: 10) == .part(part))
  }

  @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=99999999999999999999-", "bytes=-0"])
  func `what begins behind the end isn't there`(header: String) {
    #expect(Self.range(header, of: 10) == .notSatisfiable)
  }

  @Test(arguments: [
    nil, "", "bytes", "bytes=", "bytes=-", "bytes=1", "bytes=4-2", "bytes=0-1,4-5", "bytes=a-b", "bytes=+1-2",
    "bytes= 1-2",
    "bytes=1-2-3", "words=0-1", "bytes=--1",
  ])
  func `everything else means the whole`(header: String?) {
    #expect(Self.range(header, of: 10) == .whole)
  }

  @Test func `who wants a part only of what they know gets the whole`() {
    #expect(Self.range("bytes=0-1", of: 10, ifRange: "\"etag\"") == .whole)
  }

  @Test func `an answer says which part it is`() {
    let whole = Response(.ok, headers: ["Content-Type": "audio/mpeg"], body: Array(0..<10))
    var headers = Headers()
    #expect(whole.ranged(for: Request(.get, "/")).body == whole.body)
    headers["range"] = "bytes=2-3"
    let part = whole.ranged(for: Request(.get, "/", headers: headers))
    #expect(part.status == .partialContent && part.body == [2, 3])
    #expect(part.headers["Content-Range"] == "bytes 2-3/10" && part.headers["Content-Type"] == "audio/mpeg")
    headers["range"] = "bytes=10-"
    let none = whole.ranged(for: Request(.get, "/", headers: headers))
    #expect(none.status == .rangeNotSatisfiable && none.body.isEmpty && none.headers["Content-Range"] == "bytes */10")
  }
}
