import Simulators
import Testing

@Suite("The carrier's signature")
struct CarrierSignatureTests {
  private let signature = CarrierSignature(authToken: SignatureVector.authToken)

  @Test(arguments: SignatureVector.all)
  func `agrees with the official library`(vector: SignatureVector) {
    #expect(signature.sign(url: vector.url, fields: vector.fields) == vector.signature, "\(vector.name)")
  }

  @Test func `does not depend on the order of the fields`() {
    for vector in SignatureVector.all {
      #expect(signature.sign(url: vector.url, fields: vector.fields.reversed()) == vector.signature)
    }
  }

  @Test func `leaves the fragment out`() {
    #expect(signature.sign(url: "https://h.test/x#rc=2") == signature.sign(url: "https://h.test/x"))
  }

  @Test func `changes with the token, the address and each value`() {
    let fields = [FormField("From", "+15550100100")]
    let signed = signature.sign(url: "https://h.test/x", fields: fields)
    #expect(CarrierSignature(authToken: "other").sign(url: "https://h.test/x", fields: fields) != signed)
    #expect(signature.sign(url: "https://h.test/x/", fields: fields) != signed)
    #expect(signature.sign(url: "https://h.test/x", fields: [FormField("From", "+15550100101")]) != signed)
  }
}
