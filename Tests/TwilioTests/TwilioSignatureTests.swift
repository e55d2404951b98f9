import Foundation
import Testing
import Twilio
import Web
import WebSockets

@Suite("The carrier's signature")
struct TwilioSignatureTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let url: String?
    let urlSeenByServer: String?
    let signature: String
    let formParams: [String: String]?
    let formPairs: [[String]]?
    let rawBody: String?
    let settingsHeader: String?

    var testDescription: String { name }
    var address: String { url ?? urlSeenByServer ?? "" }
    var content: SignedContent {
      if let formParams { return .form(FormFields(formParams.map { FormFields.Field($0.key, $0.value) })) }
      if let formPairs { return .form(FormFields(formPairs.map { FormFields.Field($0[0], $0[1]) })) }
      return rawBody.map { .body(Array($0.utf8)) } ?? .nothing
    }
  }

  struct File: Decodable {
    let authToken: String
    let cases: [Case]
    let portCases: [Case]
    let negative: [Case]
  }

  private static func signature(
    tokens: [String] = [Office.token], url: String = "https://voice.example.test"
  ) throws -> TwilioSignature {
    TwilioSignature(
      try TwilioSettings(
        accountSID: "", authTokens: tokens, sharedKeys: ["webhooks_sharedkey_example": Office.token], publicURL: url))
  }

  @Test func `every good vector is good, and made the same by us`() throws {
    let file: File = try Vectors.decode("twilio-signature")
    #expect(file.cases.count == 11 && file.portCases.count == 3 && file.authToken == Office.token)
    let signature = try Self.signature()
    for good in file.cases + file.portCases {
      #expect(
        signature.isGood(good.signature, settings: good.settingsHeader, for: good.address, good.content), "\(good.name)"
      )
    }
    for good in file.cases where good.settingsHeader == nil {
      #expect(signature.sign(good.address, good.content) == good.signature, "\(good.name)")
    }
  }

  @Test func `every bad vector is bad`() throws {
    let file: File = try Vectors.decode("twilio-signature")
    #expect(file.negative.count == 6)
    let signature = try Self.signature()
    for bad in file.negative {
      #expect(!signature.isGood(bad.signature, settings: nil, for: bad.address, bad.content), "\(bad.name)")
    }
  }

  @Test func `another token's signature is bad, and good during a rotation`() throws {
    let file: File = try Vectors.decode("twilio-signature")
    let good = file.cases[0]
    let other = String(Office.token.reversed())
    #expect(try !Self.signature(tokens: [other]).isGood(good.signature, settings: nil, for: good.address, good.content))
    #expect(try !Self.signature(tokens: []).isGood(good.signature, settings: nil, for: good.address, good.content))
    #expect(try !Self.signature(tokens: [""]).isGood(good.signature, settings: nil, for: good.address, good.content))
    #expect(
      try Self.signature(tokens: [other, Office.token]).isGood(
        good.signature, settings: nil, for: good.address, good.content))
  }

  @Test(arguments: [
    "key=unknown,algorithm=HMAC_SHA256", "key=webhooks_sharedkey_example,algorithm=HMAC_SHA1",
    "key=webhooks_sharedkey_example,algorithm=none", "key=webhooks_sharedkey_example", "algorithm=HMAC_SHA256", "",
    "key=a,key=webhooks_sharedkey_example,algorithm=HMAC_SHA256",
  ])
  func `an unknown key or algorithm is refused`(_ settings: String) throws {
    let file: File = try Vectors.decode("twilio-signature")
    let good = try #require(file.cases.first { $0.settingsHeader != nil })
    #expect(try !Self.signature().isGood(good.signature, settings: settings, for: good.address, good.content))
  }

  @Test func `a signature by the token doesn't pass for one by a shared key`() throws {
    let file: File = try Vectors.decode("twilio-signature")
    let good = file.cases[0]
    let settings = "key=webhooks_sharedkey_example,algorithm=HMAC_SHA256"
    #expect(try !Self.signature().isGood(good.signature, settings: settings, for: good.address, good.content))
  }

  @Test func `a body taken away doesn't leave a good request behind`() throws {
    let file: File = try Vectors.decode("twilio-signature")
    let json = try #require(file.cases.first { $0.name == "json_body_sha256" })
    let signature = try Self.signature()
    #expect(!signature.isGood(json.signature, settings: nil, for: json.address, .nothing))
    #expect(!signature.isGood(json.signature, settings: nil, for: json.address, .body([])))
    #expect(!signature.isGood(json.signature, settings: nil, for: json.address, .form(FormFields([]))))
  }

  @Test func `a body that nothing covers is refused`() throws {
    let signature = try Self.signature()
    let url = "https://voice.example.test/x"
    let signed = try #require(signature.sign(url, .nothing))
    #expect(signature.isGood(signed, settings: nil, for: url, .nothing))
    #expect(!signature.isGood(signed, settings: nil, for: url, .body(Array("{}".utf8))))
  }

  @Test(arguments: ["", "!", "AAAA", "NnenNtuUfQdEMSUBReAWlW2sGlc", "NnenNtuUfQdEMSUBReAWlW2sGlc= "])
  func `what is no signature at all is refused`(_ text: String) throws {
    let file: File = try Vectors.decode("twilio-signature")
    let good = file.cases[0]
    #expect(try !Self.signature().isGood(text, settings: nil, for: good.address, good.content))
  }

  @Test func `names and values are compared by code unit, not by how they look`() throws {
    let signature = try Self.signature()
    let url = "https://voice.example.test/x"
    let composed = FormFields([FormFields.Field("a", "\u{E9}"), FormFields.Field("a", "e\u{301}")])
    let once = FormFields([FormFields.Field("a", "\u{E9}")])
    #expect(signature.sign(url, .form(composed)) != signature.sign(url, .form(once)))
  }

  @Test func `a stream's address is good with and without a slash at its end`() throws {
    let signature = try Self.signature()
    for url in [
      "wss://voice.example.test/twilio/media", "wss://voice.example.test/twilio/media/",
      "wss://voice.example.test:443/twilio/media",
    ] {
      let signed = try #require(signature.sign(url, .nothing))
      #expect(signature.covers(UpgradeRequest(path: "/twilio/media", headers: [("x-twilio-signature", signed)])))
    }
    for url in [
      "https://voice.example.test/twilio/media", "wss://evil.test/twilio/media", "ws://voice.example.test/twilio/media",
    ] {
      let signed = try #require(signature.sign(url, .nothing))
      #expect(!signature.covers(UpgradeRequest(path: "/twilio/media", headers: [("x-twilio-signature", signed)])))
    }
    #expect(!signature.covers(UpgradeRequest(path: "/twilio/media")))
  }
}
