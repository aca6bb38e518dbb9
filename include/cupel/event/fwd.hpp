#pragma once

namespace cupel {

class ListenHandle;
template <class Sig>
class EventList;
struct ListenOptions;

}  // namespace cupel
