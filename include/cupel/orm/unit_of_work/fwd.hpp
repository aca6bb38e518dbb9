#pragma once

namespace cupel {

class FlushContext;
class UnitOfWork;

}  // namespace cupel
