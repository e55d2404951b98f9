import Testing

/// Whole calls over real sockets. A test mostly waits for what takes its time in a call, so three run at once; all of them at
/// once would wait for two cores, and look like servers that don't answer.
@Suite("End to end", .atMost(3), .timeLimit(.minutes(30)))
enum EndToEnd {}
