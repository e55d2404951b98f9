import Testing
import VoiceCore

@Suite("What hands a caller to a person")
struct TransferWatchTests {
  private func watch(_ change: (inout TransferSigns) throws -> Void) rethrows -> TransferWatch {
    var signs = TransferSigns()
    try change(&signs)
    return TransferWatch(signs)
  }

  @Test(arguments: [
    "This is an emergency!", "I can’t breathe", "please call an ambulance", "I smell gas in the kitchen",
    "Es una EMERGENCIA", "¡No respira!", "C'est une urgence", "Das ist ein Notfall", "È un’emergenza",
    "It's no emergency service I want, somebody is dying",
  ])
  func `is an emergency, in whichever language`(words: String) {
    var watch = TransferWatch(TransferSigns())
    #expect(watch.hear(words) == .emergency)
  }

  @Test(arguments: [
    "It is not an emergency", "Do you have an emergency service?", "No es una emergencia", "what are your hours?",
    "my address is Fire Street 9", "[emergency]", "",
  ])
  func `is none where it is denied, asked about, or noted in place of words`(words: String) {
    var watch = TransferWatch(TransferSigns())
    #expect(watch.hear(words) == nil)
  }

  @Test func `is a keyword of the tenant's, but an emergency goes first`() throws {
    var watch = try watch { try $0.setKeywords(["Cancel my contract", "lawyer"]) }
    #expect(watch.hear("I want to talk about my contract") == nil)
    #expect(watch.hear("I want to CANCEL my contract.") == .keyword)
    #expect(watch.hear("my lawyer needs an ambulance") == .emergency)
  }

  @Test func `is an emergency's word of the tenant's own`() throws {
    var watch = try watch { try $0.setEmergencyWords(["burst pipe"]) }
    #expect(watch.hear("I have a burst pipe") == .emergency)
  }

  @Test func `is frustration: harsh words twice`() {
    var watch = TransferWatch(TransferSigns())
    #expect(watch.hear("this is ridiculous") == nil)
    #expect(watch.hear("what are your hours?") == nil)
    #expect(watch.hear("you are useless") == .frustration)
  }

  @Test func `is frustration: harsh words once after a request has failed`() {
    var watch = TransferWatch(TransferSigns())
    watch.attemptFailed()
    #expect(watch.hear("what are your hours?") == nil)
    #expect(watch.hear("¡Qué inútil!") == .frustration)
  }

  @Test func `is neither where the tenant doesn't want it`() throws {
    var watch = try watch {
      ($0.hearsEmergencies, $0.hearsFrustration) = (false, false)
      try $0.setEmergencyWords(["burst pipe"])
    }
    #expect(["an emergency", "burst pipe", "stupid", "stupid"].allSatisfy { watch.hear($0) == nil })
  }

  @Test func `is who calls`() throws {
    var signs = TransferSigns()
    try signs.setVIPNumbers(["+15550199001"])
    let number = try #require(PhoneNumber("+15550199001"))
    let other = try #require(PhoneNumber("+15550199002"))
    #expect(signs.isVIP(.number(number)))
    #expect(!signs.isVIP(.number(other)) && !signs.isVIP(.withheld))
  }

  @Test func `signs that can't be some are refused by their place`() {
    var signs = TransferSigns()
    #expect(throws: RefusedSetting("keywords/1", .wordless)) { try signs.setKeywords(["lawyer", "?!"]) }
    #expect(throws: RefusedSetting("keywords/0", .tooMany(8))) { try signs.setKeywords(["a b c d e f g h i"]) }
    #expect(throws: RefusedSetting("emergency_words", .tooMany(64))) {
      try signs.setEmergencyWords(Array(repeating: "leak", count: 65))
    }
    #expect(throws: RefusedSetting("vip_numbers/0", .malformed)) { try signs.setVIPNumbers(["555 1234"]) }
    #expect(signs == TransferSigns())
  }
}
