import Synchronization
import VoiceCore

extension Benchmark {
  /// One look-up amid so many entries, of a caller's question in each manner in turn. Its remark says what was found.
  public static func knowledge(of count: Int) -> Benchmark {
    let office = AskedOffice(count: count)
    let clock = ContinuousClock()
    let before = OwnProcess.residentKiB
    let start = clock.now
    let index = KnowledgeIndex(office.entries)
    let building = clock.now - start
    let after = OwnProcess.residentKiB
    let trial = KnowledgeTrial(of: index, by: office)
    let questions = AskedOffice.Manner.allCases.flatMap { manner in
      (1...100).map { office.question($0, in: manner).text }
    }
    let serial = Mutex(0)
    var remark = "\(index.count) entries indexed in \(building.wholeMilliseconds) ms"
    if let before, let after, after > before { remark += ", \((after - before) * 1024 / index.count) bytes an entry" }
    return Benchmark(
      "knowledge-\(count)", operation: "look up one question; \(remark); \(trial.text)", operationsPerSample: 1
    ) { operations in
      for _ in 0..<operations {
        let turn = serial.withLock {
          $0 += 1
          return $0
        }
        let finding = index.lookUp(questions[turn % questions.count], at: nil)
        guard finding.work.postings <= KnowledgeWork.maximum.postings else { throw Unexpected() }
      }
    }
  }
}

/// How many of a set of questions find their entry first, by the manner in which they are asked.
public struct KnowledgeTrial: Sendable {
  /// Questions of each manner.
  public static let questions = 500

  /// 0…1; of those that are astray, how many find nothing.
  public let recall: [(manner: AskedOffice.Manner, share: Double)]

  init(of index: KnowledgeIndex, by office: AskedOffice) {
    recall = AskedOffice.Manner.allCases.map { manner in
      let right = (1...Self.questions).count { number in
        let question = office.question(number, in: manner)
        return index.lookUp(question.text, at: nil).best?.id == question.entry
      }
      return (manner, Double(right) / Double(Self.questions))
    }
  }

  /// `recall@1 own 1.000, typo 0.998, …`.
  var text: String {
    "recall@1 "
      + recall.map { "\($0.manner.rawValue) \(Decimal.text($0.share, places: 3))" }.joined(separator: ", ")
  }
}
