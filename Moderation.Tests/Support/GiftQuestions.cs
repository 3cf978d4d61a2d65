using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Moderation.Tests.Support;

/// <summary>Asks the Api about gifts, as a platform does.</summary>
internal static class GiftQuestions
{
    public static object Body(string live, string gift, long coins = 10) => new
    {
        giftId = gift, liveId = live, payerId = GiftParts.Payer.Value, receiverId = GiftParts.Receiver.Value, receiverUserId = GiftParts.ReceiverUser.Value, coins,
    };

    public static Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(this ModerationApplication app, string live, string gift, long coins = 10) =>
        app.SendAsync(HttpMethod.Post, "/v1/gifts:authorize", JsonContent.Create(Body(live, gift, coins)));

    /// <summary>Waits until it is known what is in force.</summary>
    public static Task GiftsKnownAsync(this ModerationApplication app) => ModerationApplication.EventuallyAsync(
        async () => (await app.AskAsync("nothing-here", $"{Guid.CreateVersion7():N}")).Body.GetProperty("reason").GetProperty("code").GetString(),
        reason => reason == "unrestricted");
}
