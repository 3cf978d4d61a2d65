using System.Text.Json;
using Moderation.Core.Evidence.Capture;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Worker.Intake;

namespace Moderation.Worker.Evidence;

/// <summary>Makes what the vault keeps out of what a topic holds. One caller at a time.</summary>
internal sealed class CitedContent(IFrameCropper cropper, CaptureOptions options)
{
    /// <summary>The part of a frame that is kept.</summary>
    public KeptEvidence Frame(LiveId live, RecordRef place, CitedRecord found, CropChoice choice)
    {
        if (found.Message is not { } message)
            return Gone(EvidenceKind.Frame, place, found.Gone!.Value);
        if (!IsOf(live, message.Key))
            return Gone(EvidenceKind.Frame, place, GoneReason.NotOfLive);
        var area = new CropArea(choice.Area.Top, choice.Area.Left, choice.Area.Height, choice.Area.Width);
        if (FrameHeadReader.Read(message.Key, message.Headers, out var head) is not null
            || cropper.Crop(message.Value, area, options.LongestSidePx, out var jpeg).Refusal != ImageRefusal.None)
        {
            return Gone(EvidenceKind.Frame, place, GoneReason.Unusable);
        }

        return new KeptEvidence(new CitedEvidence { Kind = EvidenceKind.Frame, Source = place, At = head.CapturedAt, Basis = choice.Basis }, jpeg);
    }

    /// <summary>A line with what was said of it, which is null where nobody knows it any more.</summary>
    public static KeptEvidence Line(LiveId live, RecordRef place, CitedRecord found, string? messageId, TextSignal? said)
    {
        if (found.Message is not { } message)
            return Gone(EvidenceKind.Line, place, found.Gone!.Value);
        if (!IsOf(live, message.Key))
            return Gone(EvidenceKind.Line, place, GoneReason.NotOfLive);
        if (RecordReader.Read(message.Value, WireJson.Default.ChatRecord).Record is not { } line)
            return Gone(EvidenceKind.Line, place, GoneReason.Unusable);
        if (messageId is not null && line.MessageId != messageId)
            return Gone(EvidenceKind.Line, place, GoneReason.NotThere);
        var excerpt = new LineExcerpt(line.MessageId, line.At, line.Source, line.Text, line.AuthorId, line.ReplyTo, said?.Scores, said?.Rules);
        return new KeptEvidence(
            new CitedEvidence { Kind = EvidenceKind.Line, Source = place, At = line.At }, JsonSerializer.SerializeToUtf8Bytes(excerpt, VaultJson.Default.LineExcerpt));
    }

    private static bool IsOf(LiveId live, byte[]? key) => FrameHeadReader.TryReadId<LiveId>(key, out var keyed) && keyed == live;

    private static KeptEvidence Gone(EvidenceKind kind, RecordRef place, GoneReason reason) => new(new CitedEvidence { Kind = kind, Source = place, Gone = reason }, null);
}
