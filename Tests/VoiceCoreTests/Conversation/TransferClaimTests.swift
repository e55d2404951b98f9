import Testing
import VoiceCore

@Suite("Promising a person")
struct TransferClaimTests {
  @Test(arguments: [
    "I'm transferring you to sales.", "Sure! I’ll connect you with Billing. Please hold.", "Le paso con ventas.",
    "Un momento, le comunico con atención al cliente", "Ich verbinde Sie mit dem Vertrieb.",
    "Je vous mets en relation avec un conseiller.",
  ])
  func `a promise is one`(_ words: String) { #expect(TransferClaim.isMade(in: words)) }

  @Test(arguments: [
    "", "We are open from nine to five.", "Shall I say that I'm transferring you?",
    "If you like, I'll connect you with sales.",
    "I will transfer your money on Monday.", "Si quiere, le paso con ventas.", "I can't say I'm transferring you.",
    "Do you want me to connect you?",
  ])
  func `an offer, a question and a refusal are none`(_ words: String) { #expect(!TransferClaim.isMade(in: words)) }
}
