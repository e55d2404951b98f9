import Simulators

/// Requests and their signatures, computed with the official Python library (twilio 9.13.0).
struct SignatureVector: Sendable {
  let name: String
  let url: String
  let fields: [FormField]
  let signature: String

  static let authToken = "12345678901234567890123456789012"

  static let all: [SignatureVector] = [
    SignatureVector(
      name: "form_post_incoming_call",
      url: "https://voice.example.test/twilio/voice/incoming",
      fields: [
        FormField("AccountSid", "AC00000000000000000000000000000001"),
        FormField("ApiVersion", "2010-04-01"),
        FormField("CallSid", "CA00000000000000000000000000000001"),
        FormField("CallStatus", "ringing"),
        FormField("Called", "+15550100200"),
        FormField("Caller", "+15550100100"),
        FormField("Direction", "inbound"),
        FormField("From", "+15550100100"),
        FormField("To", "+15550100200"),
      ],
      signature: "NnenNtuUfQdEMSUBReAWlW2sGlc="),
    SignatureVector(
      name: "form_post_with_query",
      url: "https://voice.example.test/twilio/voice/gather?tenant=t1&step=2",
      fields: [
        FormField("AccountSid", "AC00000000000000000000000000000001"),
        FormField("ApiVersion", "2010-04-01"),
        FormField("CallSid", "CA00000000000000000000000000000001"),
        FormField("CallStatus", "in-progress"),
        FormField("Called", "+15550100200"),
        FormField("Caller", "+15550100100"),
        FormField("Direction", "inbound"),
        FormField("From", "+15550100100"),
        FormField("To", "+15550100200"),
        FormField("Digits", "1234"),
      ],
      signature: "jbK49HzbGKW5dDN77MsRmtuwBLg="),
    SignatureVector(
      name: "form_post_empty_value",
      url: "https://voice.example.test/twilio/voice/incoming",
      fields: [
        FormField("AccountSid", "AC00000000000000000000000000000001"),
        FormField("ApiVersion", "2010-04-01"),
        FormField("CallSid", "CA00000000000000000000000000000001"),
        FormField("CallStatus", "ringing"),
        FormField("Called", "+15550100200"),
        FormField("Caller", "+15550100100"),
        FormField("Direction", "inbound"),
        FormField("From", "+15550100100"),
        FormField("To", "+15550100200"),
        FormField("FromCity", ""),
        FormField("CallerName", ""),
      ],
      signature: "inqK9pwftsdqCjTcNrdP0IncYDE="),
    SignatureVector(
      name: "form_post_unicode_and_plus",
      url: "https://voice.example.test/twilio/voice/gather",
      fields: [
        FormField("AccountSid", "AC00000000000000000000000000000001"),
        FormField("ApiVersion", "2010-04-01"),
        FormField("CallSid", "CA00000000000000000000000000000001"),
        FormField("CallStatus", "ringing"),
        FormField("Called", "+15550100200"),
        FormField("Caller", "+15550100100"),
        FormField("Direction", "inbound"),
        FormField("From", "+15550100100"),
        FormField("To", "+15550100200"),
        FormField("SpeechResult", "Zażółć & 50% + spółka"),
        FormField("Confidence", "0.9"),
      ],
      signature: "uGPMGQtuJ+54KxVPK/paXQmhCcw="),
    SignatureVector(
      name: "form_post_case_sort",
      url: "https://voice.example.test/x",
      fields: [
        FormField("b", "2"),
        FormField("A", "1"),
        FormField("a", "3"),
        FormField("B", "4"),
        FormField("_", "5"),
      ],
      signature: "ul4U9fg2P+yFYE2QSKXoGyxtllI="),
    SignatureVector(
      name: "form_post_repeated_name",
      url: "https://voice.example.test/x",
      fields: [
        FormField("MediaUrl", "b"),
        FormField("MediaUrl", "a"),
        FormField("MediaUrl", "a"),
        FormField("To", "+1"),
      ],
      signature: "+N9ILTNMtTsbRxlzMjady4u5BHM="),
    SignatureVector(
      name: "get_query_only",
      url:
        "https://voice.example.test/twilio/voice/status?CallSid=CA00000000000000000000000000000001&CallStatus=completed",
      fields: [],
      signature: "SFyXmYH/ZI378Js6+JeEXKnvzPM="),
    SignatureVector(
      name: "wss_media_stream_upgrade",
      url: "wss://voice.example.test/media/stream",
      fields: [],
      signature: "8irp4g5tAvmqFRCKR0iCek66GAw="),
    SignatureVector(
      name: "json_body_sha256",
      url:
        "https://voice.example.test/twilio/events?bodySHA256=5ecffe26b899f06850fd132e176edeccec7bc7f8ed7ed5e3779c733f5aff6102",
      fields: [],
      signature: "a78oCX9MSz53JeXVNLDobsLnKLc="),
    SignatureVector(
      name: "json_body_sha256_extra_query",
      url:
        "https://voice.example.test/twilio/events?tenant=t1&bodySHA256=5ecffe26b899f06850fd132e176edeccec7bc7f8ed7ed5e3779c733f5aff6102",
      fields: [],
      signature: "mquKs4sZxCmDxtIPqZd9oMA7u5s="),
  ]
}
