import ObjectStorage
import Testing

@Suite("Answers of S3 stores")
struct S3AnswerTests {
  private static func error(_ code: String) -> [UInt8] {
    Array("<?xml version=\"1.0\"?>\n<Error><Code>\(code)</Code><Message>No &amp; no</Message></Error>".utf8)
  }

  @Test(arguments: [
    (503, "SlowDown", S3Trouble.busy), (500, "InternalError", .busy), (502, "", .busy), (429, "", .busy),
    (400, "RequestTimeout", .busy), (409, "OperationAborted", .busy), (400, "BadDigest", .damaged),
    (400, "XAmzContentSHA256Mismatch", .damaged), (400, "EntityTooLarge", .tooLarge),
    (404, "NoSuchBucket", .noSuchBucket),
    (403, "InvalidAccessKeyId", .wrongKey), (403, "SignatureDoesNotMatch", .wrongSecret),
    (400, "ExpiredToken", .expiredKey), (403, "RequestTimeTooSkewed", .wrongClock), (403, "AccessDenied", .denied),
    (301, "PermanentRedirect", .wrongRegion), (307, "", .wrongRegion),
    (400, "AuthorizationHeaderMalformed", .wrongRegion), (400, "InvalidArgument", .refused(status: 400)),
  ])
  func `every refusal has a meaning`(status: Int, code: String, trouble: S3Trouble) {
    let answer = S3Answer(status: status, body: Self.error(code))
    #expect(throws: trouble) { try answer.done() }
    #expect(throws: trouble) { _ = try answer.object() }
    #expect(throws: trouble) { try answer.deleted() }
    #expect(throws: trouble) { _ = try answer.names(below: "") }
  }

  @Test func `what isn't there is nothing, and deleted`() throws {
    for body in [Self.error("NoSuchKey"), []] {
      #expect(try S3Answer(status: 404, body: body).object() == nil)
      try S3Answer(status: 404, body: body).deleted()
    }
    try S3Answer(status: 204).deleted()
  }

  @Test func `an object that isn't what was kept is damaged; one without a digest is taken`() throws {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try S3Answer(status: 200, digest: digest, body: Array("abc".utf8)).object() == Array("abc".utf8))
    #expect(throws: S3Trouble.damaged) {
      _ = try S3Answer(status: 200, digest: digest, body: Array("abd".utf8)).object()
    }
    #expect(try S3Answer(status: 200, body: [1]).object() == [1])
  }

  @Test(arguments: [
    "", "<a>", "<a></b>", "<a/><a/>", "</a>", "<ListBucketResult><Contents><Key>t/a</Key></Contents>",
    "<Error></Error>",
    "<ListBucketResult><Contents><Key>t/&bad;</Key></Contents></ListBucketResult>",
    "<ListBucketResult><Contents><Key>other/a</Key></Contents></ListBucketResult>",
    String(repeating: "<ListBucketResult>", count: 100) + String(repeating: "</ListBucketResult>", count: 100),
  ])
  func `a list that is none, or of other names, is damaged`(text: String) {
    #expect(throws: S3Trouble.damaged) { _ = try S3Answer(status: 200, body: Array(text.utf8)).names(below: "t/") }
  }

  @Test func `a list's names are read as they are meant, and no other text`() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Key>t/no</Key><Prefix/>
        <Contents><Key>t/a&amp;b</Key><Owner><ID>t/x</ID></Owner></Contents><Contents><Key>t/&#233;&lt;</Key></Contents>
      </ListBucketResult>
      """
    #expect(try S3Answer(status: 200, body: Array(text.utf8)).names(below: "t/") == ["t/a&b", "t/é<"])
  }
}
