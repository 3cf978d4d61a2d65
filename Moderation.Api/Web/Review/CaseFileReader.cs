using Moderation.Api.Access;
using Moderation.Api.Evidence.Vault;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Notices;
using Moderation.Core.Access;
using Moderation.Core.Review.Notices;
using Moderation.Core.Subjects;
using Moderation.Core.Evidence.Vault;

namespace Moderation.Api.Web.Review;

/// <summary>Gathers what the page of a case shows, by the readers that answer <c>/v1</c>.</summary>
internal sealed class CaseFileReader(CaseReader cases, CaseReportReader reports, CasePastReader past, EvidenceShelf shelf, NoticePreview notices, ReviewerCare care)
{
    /// <summary>The case; null where there is none that the caller may see.</summary>
    public async Task<CaseFile?> ReadAsync(Caller caller, string id, CancellationToken token)
    {
        if (await cases.ReadAsync(caller, id, token) is not { } read)
            return null;
        var told = await reports.ReadAsync(read, token);
        var sheet = await notices.SheetAsync(told, token);
        return new CaseFile
        {
            Detail = read.Detail,
            IsBlind = read.IsBlind,
            Reports = told,
            Sheet = sheet,
            Live = await past.LiveAsync(read, token),
            Subject = await past.SubjectAsync(caller, read, token),
            Evidence = caller.Holds(Permission.ReadEvidence) ? Evidence(read.Row) : new CaseEvidence([]),
            Notices = [.. Enum.GetValues<NoticeLanguage>().SelectMany(language => notices.Write(told, sheet, language))],
            WithoutPauseSince = caller.Holds(Permission.DecideCases) ? await care.WithoutPauseSinceAsync(caller, token) : null,
        };
    }

    private CaseEvidence Evidence(CaseRow row)
    {
        // A case that looks again at another has that one's evidence.
        var (shown, kept) = (CaseId.Parse(row.CaseId), CaseId.Parse(row.ParentCaseId ?? row.CaseId));
        try
        {
            return shelf.StandingOf(kept) is { Erased: { } erased }
                ? new CaseEvidence([], erased.At)
                : new CaseEvidence([.. (shelf.List(kept) ?? []).SelectMany(report => report.Cited.Select(entry => EvidenceItemResponse.From(shown, report, entry)))]);
        }
        catch (VaultSealException e)
        {
            // It is shown as what it is; the interface counts and logs it when somebody asks for an item.
            return new CaseEvidence([], Fault: e.Message);
        }
    }
}
