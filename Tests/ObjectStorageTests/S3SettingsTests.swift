import ObjectStorage
import Testing
import VoiceCore

@Suite("Settings of S3 buckets")
struct S3SettingsTests {
  private static let credentials = S3Credentials(accessKeyID: "AKID", secretAccessKey: "secret")

  private static func target(_ url: String) throws -> String {
    let settings = try S3Settings(url: url, credentials: credentials)
    let key = try #require(ObjectKey(tenant: Tenant.ID(1), "recordings", "a.mp3"))
    let request = S3Operation.get(key).request(to: settings)
    return request.host + request.path.replacing(Tenant.ID(1).description, with: "T")
  }

  @Test(arguments: [
    ("s3://calls?region=eu-central-1", "calls.s3.eu-central-1.amazonaws.com/tenants/T/recordings/a.mp3"),
    ("s3://calls/?region=eu-central-1", "calls.s3.eu-central-1.amazonaws.com/tenants/T/recordings/a.mp3"),
    ("s3://calls.of.us?region=us-east-1", "s3.us-east-1.amazonaws.com/calls.of.us/tenants/T/recordings/a.mp3"),
    ("s3://calls?region=x&endpoint=https://store.test", "store.test/calls/tenants/T/recordings/a.mp3"),
    ("s3://calls?region=x&endpoint=https%3A%2F%2Fstore.test%3A443%2F", "store.test/calls/tenants/T/recordings/a.mp3"),
    ("s3://calls?region=x&endpoint=http://127.0.0.1:9000", "127.0.0.1:9000/calls/tenants/T/recordings/a.mp3"),
    (
      "s3://calls?region=x&endpoint=https://store.test:8443&addressing=host",
      "calls.store.test:8443/tenants/T/recordings/a.mp3"
    ),
  ])
  func `a bucket is reached by host or by path`(url: String, target: String) throws {
    #expect(try Self.target(url) == target)
  }

  @Test(arguments: [
    ("s3://?region=x", [S3Settings.Problem.bucket]), ("s3://Calls?region=x", [.bucket]),
    ("s3://ab?region=x", [.bucket]),
    ("s3://-calls?region=x", [.bucket]), ("s3://ca..lls?region=x", [.bucket]), ("s3://calls/there?region=x", [.bucket]),
    ("s3://calls", [.region]), ("s3://calls?region=", [.region]), ("s3://calls?region=EU", [.region]),
    ("s3://calls?region=x&endpoint=http://store.test", [.endpoint]),
    ("s3://calls?region=x&endpoint=https://user@store.test", [.endpoint]),
    ("s3://calls?region=x&endpoint=https://store.test/there", [.endpoint]),
    ("s3://calls?region=x&endpoint=", [.endpoint]), ("s3://calls?region=x&addressing=dns", [.addressing]),
    ("s3://calls?region=x&region=y", [.query]), ("s3://calls?region=x&key=y", [.query]),
    ("s3://calls?region=%zz", [.query, .region]), ("s3://C?endpoint=ftp://a", [.bucket, .region, .endpoint]),
  ])
  func `everything that is wrong is told at once`(url: String, problems: [S3Settings.Problem]) {
    let error = #expect(throws: S3Settings.Unusable.self) {
      try S3Settings(url: url, credentials: Self.credentials)
    }
    #expect(Set(error?.problems ?? []) == Set(problems))
  }

  @Test func `a key that couldn't stand in a header is refused`() {
    let error = #expect(throws: S3Settings.Unusable.self) {
      try S3Settings(
        url: "s3://calls?region=x",
        credentials: S3Credentials(accessKeyID: "", secretAccessKey: "a\nb", sessionToken: " "))
    }
    #expect(error?.problems == [.accessKeyID, .secretAccessKey, .sessionToken])
  }
}
