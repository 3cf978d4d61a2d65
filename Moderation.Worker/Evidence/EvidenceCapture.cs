using Moderation.Core.Evidence.Capture;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Vault;

namespace Moderation.Worker.Evidence;

/// <summary>Reads back what a report cites and puts it into the vault, whole or with the reasons why something is missing.</summary>
internal sealed class EvidenceCapture(CitedRecords records, CitedContent content, VaultWriter vault, CaptureOptions options, EvidenceMetrics metrics, TimeProvider time)
{
    /// <summary>Captures one report. Asked again it does nothing more.</summary>
    /// <exception cref="Confluent.Kafka.KafkaException">The broker does not answer; ask again.</exception>
    /// <exception cref="VaultSealException">The vault's own key of the case cannot be opened.</exception>
    /// <exception cref="IOException">The vault's disk fails.</exception>
    public async Task<CaptureOutcome> CaptureAsync(ReportRecord report, CancellationToken token)
    {
        var caseId = CaseIds.OfReport(report);
        if (vault.IsDone(caseId, report.ReportId))
            return new CaptureOutcome(caseId, CaptureFate.DoneBefore, 0, 0);
        var kept = report.Evidence switch
        {
            AgeEvidenceSummary age => Frames(report, age.Frames),
            TextEvidenceSummary text => Lines(report, text),
            _ => [],
        };
        var evidence = new ReportEvidence
        {
            ReportId = report.ReportId, LiveId = report.LiveId, CapturedAt = time.GetUtcNow(), Cited = kept.ConvertAll(one => one.Entry),
        };
        if (!await vault.StoreAsync(caseId, evidence, kept.ConvertAll(one => one.Content), token))
            return new CaptureOutcome(caseId, CaptureFate.CaseErased, 0, 0);
        metrics.Count(evidence.Cited);
        var gone = evidence.Cited.Count(entry => entry.Gone is not null);
        return new CaptureOutcome(caseId, CaptureFate.Stored, evidence.Cited.Count - gone, gone);
    }

    private List<KeptEvidence> Frames(ReportRecord report, IReadOnlyList<RecordRef> frames)
    {
        var finds = new FrameFinds(report, frames);
        LookBack(report, finds.Take);
        return [.. frames.Select(frame => content.Frame(report.LiveId, frame, Fetch(frame, TopicNames.Frames), finds.Choose(frame)))];
    }

    private List<KeptEvidence> Lines(ReportRecord report, TextEvidenceSummary text)
    {
        var finds = new LineFinds(report.LiveId, text.Lines);
        if (text.Lines.Count > 0)
            LookBack(report, finds.Take);
        return [.. text.Lines.Select((line, i) => CitedContent.Line(report.LiveId, line, Fetch(line, TopicNames.Chat), text.MessageIds.ElementAtOrDefault(i), finds.Of(line)))];
    }

    private void LookBack(ReportRecord report, Action<SignalRecord> take)
    {
        if (report.DecidedBy.Topic != TopicNames.Signals || options.LookBack == 0)
            return;
        records.Scan(report.DecidedBy, options.LookBack, message =>
        {
            if (RecordReader.Read(message.Value, WireJson.Default.SignalRecord).Record is { } entry)
                take(entry);
        });
    }

    private CitedRecord Fetch(RecordRef place, string topic) =>
        place.Topic == topic ? records.Fetch(place) : new CitedRecord(null, GoneReason.NotThere);
}

/// <summary>What became of a report.</summary>
internal enum CaptureFate
{
    /// <summary>Its evidence is in the vault.</summary>
    Stored,

    /// <summary>It was there already.</summary>
    DoneBefore,

    /// <summary>Its case was erased, and an erased case takes nothing more.</summary>
    CaseErased,
}

/// <summary>What became of a report.</summary>
/// <param name="CaseId">Its case.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Kept">Cited records that are in the vault.</param>
/// <param name="Gone">Cited records that are not, with their reasons.</param>
internal readonly record struct CaptureOutcome(CaseId CaseId, CaptureFate Fate, int Kept, int Gone);

/// <summary>One cited record as it goes into the vault.</summary>
/// <param name="Entry">What is said about it.</param>
/// <param name="Content">Its content; null where it is gone.</param>
internal readonly record struct KeptEvidence(CitedEvidence Entry, byte[]? Content);
