import Testing
import Twilio

@Suite("The settings of the carrier")
struct TwilioSettingsTests {
  @Test(arguments: [
    "https://a.test", "https://a.test:8443/", "https://a.test/calls/", "http://127.0.0.1:8080", "http://[::1]:1",
  ])
  func `good public addresses are taken`(_ text: String) {
    #expect(PublicURL(text) != nil)
  }

  @Test(arguments: [
    "", "a.test", "http://a.test", "ftp://a.test", "https://", "https://:443", "https://a.test:x", "https://a.test:0",
    "https://a.test?x=1", "https://a.test#x", "https://u:p@a.test", "https://a b", "http://127.0.0.1.evil.test",
  ])
  func `others are not`(_ text: String) {
    #expect(PublicURL(text) == nil)
  }

  @Test func `a path in front of ours stays and a slash at the end does not double`() throws {
    let url = try #require(PublicURL("https://a.test:8443/calls/"))
    #expect(url.http("/twilio/x?y=1") == "https://a.test:8443/calls/twilio/x?y=1")
    #expect(url.webSocket("/twilio/media") == "wss://a.test:8443/calls/twilio/media")
    #expect(PublicURL("http://localhost:8080")?.webSocket("/m") == "ws://localhost:8080/m")
  }

  @Test func `everything that is wrong is said at once`() {
    #expect(throws: TwilioSettings.Unusable(problems: [.accountSID, .publicURL, .apiURL])) {
      try TwilioSettings(accountSID: "AC/../x", authTokens: [], publicURL: "x", apiURL: "http://api.test")
    }
  }

  @Test func `a public address with a path is refused, for the carrier would lose it`() throws {
    for url in ["https://a.test/calls", "https://a.test/calls/"] {
      #expect(throws: TwilioSettings.Unusable(problems: [.publicURL])) {
        try TwilioSettings(accountSID: "", authTokens: [], publicURL: url)
      }
    }
    #expect(throws: Never.self) { try TwilioSettings(accountSID: "", authTokens: [], publicURL: "https://a.test/") }
  }

  @Test func `empty secrets are left out, for anybody could sign with them`() throws {
    let settings = try TwilioSettings(
      accountSID: "", authTokens: ["", "t"], sharedKeys: ["k": ""], publicURL: "https://a.test")
    #expect(settings.authTokens == ["t"])
    #expect(settings.sharedKeys.isEmpty)
  }
}
