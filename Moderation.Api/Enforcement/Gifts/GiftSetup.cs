using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Api.Projections;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;

namespace Moderation.Api.Enforcement.Gifts;

internal static class GiftSetup
{
    public static void AddGifts(this IServiceCollection services)
    {
        services.AddCheckedOptions<GiftOptions>(GiftOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<GiftOptions>>().Value.ToRules());
        services.AddSingleton(provider => new RestrictionWatch(provider.GetRequiredService<GiftRules>().UnknownAfter));
        services.AddSingleton<GiftGate>();
        services.AddSingleton<GiftMetrics>();
        services.AddSingleton<GiftFeedState>();
        services.AddSingleton<GiftFeedIntake>();
        services.AddSingleton<GiftHoldProducer>();
        services.AddHostedService(provider => provider.GetRequiredService<GiftHoldProducer>());
        services.AddHostedService<GiftFeed>();
        services.AddSingleton<GiftAuthorizer>();
        services.AddSingleton<StreamAuthorizer>();
        services.AddSingleton<IProjector, GiftHoldProjector>();
        services.AddSingleton<IProjector, GiftOrderProjector>();
        services.AddSingleton<IProjector, GiftSettlementProjector>();
        services.AddSingleton<GiftHoldStore>();
        services.AddSingleton<GiftSettlementStore>();
        services.AddSingleton<GiftSettling>();
        services.AddSingleton<GiftSettlingStart>();
        services.AddHostedService<GiftSettlingLoop>();
        services.AddHealthChecks().AddCheck<GiftCheck>("gifts");
    }
}
